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

import java.net.URI;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.Assert;

/**
 * The CAs as the properties name them. Bundles are looked up when they are asked for,
 * since ours are registered while Boot still makes its {@link SslBundles}.
 */
final class PropertiesAcmeConnectionDetails implements AcmeConnectionDetails {

	private static final Set<String> PUBLIC_HOSTS = Set.of("letsencrypt.org", "acme-v02.api.letsencrypt.org",
			"acme-staging-v02.api.letsencrypt.org", "acme.zerossl.com", "dv.acme-v02.api.pki.goog",
			"dv.acme-v02.test-api.pki.goog", "acme.ssl.com", "api.buypass.com", "api.test4.buypass.no",
			"acme.digicert.com", "acme.sectigo.com", "acme-api.actalis.com");

	private final AcmeProperties properties;

	private final ObjectProvider<SslBundles> sslBundles;

	PropertiesAcmeConnectionDetails(AcmeProperties properties, ObjectProvider<SslBundles> sslBundles) {
		this.properties = properties;
		this.sslBundles = sslBundles;
	}

	@Override
	public String getDirectoryUrl(String issuer) {
		return issuer(issuer).getDirectoryUrl();
	}

	@Override
	public @Nullable SslBundle getSslBundle(String issuer) {
		String bundle = issuer(issuer).getSslBundle();
		return (bundle != null) ? this.sslBundles.getObject().getBundle(bundle) : null;
	}

	@Override
	public boolean isPublic(String issuer) {
		String host = URI.create(getDirectoryUrl(issuer)).getHost();
		return host != null && PUBLIC_HOSTS.contains(host.toLowerCase(Locale.ROOT));
	}

	private IssuerProperties issuer(String name) {
		IssuerProperties issuer = this.properties.getIssuers().get(name);
		Assert.notNull(issuer, () -> "No issuer '" + name + "' is configured");
		return issuer;
	}

}
