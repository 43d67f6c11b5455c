/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.acmeboot.challenge.dns;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.ChallengeSolver;

/**
 * Says what dns-01 lacks: a provider, one that is known, or the library.
 */
final class MissingProviderCheck implements ChallengeSolver.AbsenceCheck, InitializingBean {

	private static final String PROPERTY = "acme.challenge.dns.provider";

	private static final List<String> KNOWN = List.of("rfc2136", "cloudflare", "route53", "webhook", "acmedns");

	private static final String LIBRARY = "org.xbill.DNS.Message";

	private final String provider;

	private final boolean hasProvider;

	private final @Nullable ClassLoader classLoader;

	/**
	 * Creates a check.
	 * @param provider the provider that is configured
	 * @param hasProvider whether there is one, be it the application's own
	 * @param classLoader where the library is to be found
	 */
	MissingProviderCheck(@Nullable String provider, boolean hasProvider, @Nullable ClassLoader classLoader) {
		this.provider = (provider != null) ? provider.trim() : "";
		this.hasProvider = hasProvider;
		this.classLoader = classLoader;
	}

	@Override
	public void afterPropertiesSet() {
		if (StringUtils.hasText(this.provider) && !this.hasProvider && !KNOWN.contains(this.provider)) {
			throw new InvalidConfigurationPropertyValueException(PROPERTY, this.provider,
					"There is no provider of that name. Check the spelling, use one of " + String.join(", ", KNOWN)
							+ ", or bring a bean of type DnsProvider.");
		}
	}

	@Override
	public void check(ManagedCertificate certificate) {
		if (!Dns01ChallengeSolver.TYPE.equals(certificate.challenge())) {
			return;
		}
		String challenge = "acme.certificates." + certificate.name() + ".challenge";
		if (!ClassUtils.isPresent(LIBRARY, this.classLoader)) {
			throw new InvalidConfigurationPropertyValueException(challenge, certificate.challenge(),
					"dns-01 looks up names with dnsjava, which is not on the classpath. Add a dependency on 'dnsjava:dnsjava'.");
		}
		if (!this.hasProvider) {
			throw new InvalidConfigurationPropertyValueException(PROPERTY, this.provider, missing(challenge));
		}
	}

	private String missing(String challenge) {
		if (this.provider.isEmpty()) {
			return "'" + challenge + "' is 'dns-01', but nothing adds the TXT records. Set '" + PROPERTY
					+ "' to one of " + String.join(", ", KNOWN) + ", or bring a bean of type DnsProvider.";
		}
		return "'" + challenge
				+ "' is 'dns-01', but the provider is not available. Check that the library and the beans it "
				+ "needs are there.";
	}

}
