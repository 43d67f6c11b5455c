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

package io.github.acmeboot.tls;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.application.SslHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.info.SslInfo;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AcmeSslBundleRegistrar} and its placeholders.
 */
class AcmeSslBundleRegistrarTests {

	private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

	private final DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry();

	private final ServedCertificates served = new ServedCertificates();

	@Test
	void eachConfiguredCertificateHasABundleWithAPlaceholder() throws Exception {
		register(Clock.systemUTC(), managed("web", KeyType.EC_P384), managed("api", KeyType.RSA_4096));
		assertThat(this.registry.getBundleNames()).containsExactly("api", "web");
		assertThat(leaf("web").getPublicKey().getAlgorithm()).isEqualTo("EC");
		assertThat(leaf("api").getPublicKey().getAlgorithm()).isEqualTo("RSA");
		assertThat(this.served.find("web")).hasValueSatisfying((certificate) -> {
			assertThat(certificate.placeholder()).isTrue();
			assertThat(certificate.hosts()).containsExactly("web.example.com", "*.web.example.com");
		});
	}

	@Test
	void aPlaceholderIsForTheIdentifiersAndValidAnHourAgo() throws Exception {
		register(Clock.fixed(NOW, ZoneOffset.UTC), managed("web", KeyType.EC_P256));
		X509Certificate leaf = leaf("web");
		leaf.verify(leaf.getPublicKey());
		assertThat(leaf.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofHours(1)));
		assertThat(leaf.getSubjectAlternativeNames()).containsExactlyInAnyOrder(List.of(2, "web.example.com"),
				List.of(2, "*.web.example.com"), List.of(7, "192.0.2.1"));
	}

	@Test
	void bootsOwnHealthIsUpWithAPlaceholder() {
		register(Clock.systemUTC(), managed("web", KeyType.EC_P256));
		SslHealthIndicator health = new SslHealthIndicator(new SslInfo(this.registry), Duration.ofDays(14));
		assertThat(health.health()).isNotNull().extracting((value) -> value.getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void theKeyStoreIsOfATypeThatReloadsFast() {
		register(Clock.systemUTC(), managed("web", KeyType.EC_P256));
		assertThat(keyStore("web").getType()).isEqualTo("JKS");
		assertThat(this.registry.getBundle("web").createSslContext()).isNotNull();
	}

	@Test
	void aBundleOfTheSameNameLendsItsTrustStoreAndOptions() throws Exception {
		KeyStore trustStore = KeyStore.getInstance("PKCS12");
		trustStore.load(null, null);
		SslOptions options = SslOptions.of(new String[] { "TLS_AES_128_GCM_SHA256" }, new String[] { "TLSv1.3" });
		this.registry.registerBundle("web",
				SslBundle.of(SslStoreBundle.of(null, null, trustStore), null, options, "TLSv1.3"));
		register(Clock.systemUTC(), managed("web", KeyType.EC_P256));
		SslBundle bundle = this.registry.getBundle("web");
		assertThat(bundle.getStores().getTrustStore()).isSameAs(trustStore);
		assertThat(bundle.getStores().getKeyStore()).isNotNull();
		assertThat(bundle.getOptions()).isSameAs(options);
		assertThat(bundle.getProtocol()).isEqualTo("TLSv1.3");
	}

	@Test
	void aBundleOfTheSameNameWithAKeyIsRefused() throws Exception {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		keyStore.load(null, null);
		this.registry.registerBundle("web", SslBundle.of(SslStoreBundle.of(keyStore, null, null)));
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> register(Clock.systemUTC(), managed("web", KeyType.EC_P256)))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("acme.certificates.web"));
	}

	private void register(Clock clock, ManagedCertificate... certificates) {
		new AcmeSslBundleRegistrar(new ManagedCertificates(List.of(certificates)), this.served, clock)
			.registerBundles(this.registry);
	}

	private X509Certificate leaf(String name) throws Exception {
		return (X509Certificate) keyStore(name).getCertificate(name);
	}

	private KeyStore keyStore(String name) {
		KeyStore keyStore = this.registry.getBundle(name).getStores().getKeyStore();
		assertThat(keyStore).isNotNull();
		return keyStore;
	}

	private static ManagedCertificate managed(String name, KeyType keyType) {
		return new ManagedCertificate(name, List.of(Identifier.of(name + ".example.com"),
				Identifier.of("*." + name + ".example.com"), Identifier.of("192.0.2.1")), List.of("ca"), "http-01",
				keyType, false, null, null, true);
	}

}
