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

package io.github.acmeboot.autoconfigure;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.env.Environment;

import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;

/**
 * Looks at what is configured once everything else is there, and says what is missing.
 */
final class ConfigurationReport implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ConfigurationReport.class);

	private final AcmeProperties properties;

	private final ManagedCertificates certificates;

	private final ObjectProvider<SslBundles> sslBundles;

	private final Environment environment;

	ConfigurationReport(AcmeProperties properties, ManagedCertificates certificates,
			ObjectProvider<SslBundles> sslBundles, Environment environment) {
		this.properties = properties;
		this.certificates = certificates;
		this.sslBundles = sslBundles;
		this.environment = environment;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.properties.getIssuers()
			.forEach((name, issuer) -> this.sslBundles
				.ifAvailable((bundles) -> checkBundle(PropertyNames.issuer(name), issuer.getSslBundle(), bundles)));
		List<String> names = this.certificates.all().stream().map(ManagedCertificate::name).toList();
		if (names.isEmpty()) {
			logger.info("No certificates are configured; name one under 'acme.certificates' to obtain it by ACME");
		}
		else if (!names.contains(this.environment.getProperty("server.ssl.bundle", ""))) {
			logger.info("The web server uses none of the certificates " + names
					+ "; set 'server.ssl.bundle' to one of them to serve it");
		}
	}

	private void checkBundle(String issuer, @Nullable String bundle, SslBundles bundles) {
		if (bundle != null && !bundles.getBundleNames().contains(bundle)) {
			throw new InvalidConfigurationPropertyValueException(issuer + ".ssl-bundle", bundle,
					"There is no SSL bundle of that name. Configure it under 'spring.ssl.bundle', or use one of: "
							+ String.join(", ", bundles.getBundleNames()) + ".");
		}
	}

}
