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
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.ApplicationEventPublisher;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.CertificatePublishedEvent;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServedCertificatePublisher}.
 */
class ServedCertificatePublisherTests {

	private final TestCertificates ca = new TestCertificates();

	private final DefaultSslBundleRegistry registry = new DefaultSslBundleRegistry();

	private final ServedCertificates served = new ServedCertificates();

	private final List<Object> events = new ArrayList<>();

	private final List<SslBundle> updates = new ArrayList<>();

	private final IssuedCertificate first = this.ca.ec("web.example.com");

	private final IssuedCertificate second = this.ca.ec("web.example.com");

	private boolean refute;

	private ServedCertificatePublisher publisher = publisher(this.events::add);

	@BeforeEach
	void observeUpdates() {
		this.registry.addBundleUpdateHandler("web", this.updates::add);
	}

	@Test
	void nothingIsPublishedWhileThereIsAPlaceholder() {
		assertThat(this.publisher.published("web")).isEmpty();
		assertThat(this.publisher.published("unknown")).isEmpty();
	}

	@Test
	void aPublicationReachesTheServerTheBundleAndTheListeners() throws Exception {
		this.publisher.publish("web", this.first);
		assertThat(this.publisher.published("web")).contains(this.first);
		assertThat(leafOfBundle()).isEqualTo(this.first.leaf());
		assertThat(this.updates).hasSize(1);
		assertThat(this.events).singleElement().isInstanceOfSatisfying(CertificatePublishedEvent.class, (event) -> {
			assertThat(event.name()).isEqualTo("web");
			assertThat(event.certificate()).isEqualTo(this.first);
			assertThat(event.duration()).isPositive().isLessThan(Duration.ofSeconds(10));
		});
	}

	@Test
	void theServerIsChangedBeforeTheBundle() {
		List<IssuedCertificate> seen = new ArrayList<>();
		this.registry.addBundleUpdateHandler("web", (bundle) -> this.publisher.published("web").ifPresent(seen::add));
		this.publisher.publish("web", this.first);
		assertThat(seen).containsExactly(this.first);
	}

	@Test
	void publishingTheSameAgainDoesNothing() {
		this.publisher.publish("web", this.first);
		this.publisher.publish("web", new IssuedCertificate(this.first.privateKey(), this.first.chain()));
		assertThat(this.updates).hasSize(1);
		assertThat(this.events).hasSize(1);
	}

	@Test
	void aFailingUserOfTheBundleDoesNotKeepTheServerFromPresenting() {
		this.registry.addBundleUpdateHandler("web", (bundle) -> {
			throw new IllegalStateException("handler");
		});
		this.publisher.publish("web", this.first);
		assertThat(this.publisher.published("web")).contains(this.first);
		assertThat(this.events).hasSize(1);
	}

	@Test
	void aFailingListenerDoesNotFailThePublication() {
		this.publisher = publisher((event) -> {
			throw new IllegalStateException("listener");
		});
		this.publisher.publish("web", this.first);
		assertThat(this.publisher.published("web")).contains(this.first);
	}

	@Test
	void theFormerCertificateComesBackWhenTheNewOneIsNotPresented() throws Exception {
		this.publisher.publish("web", this.first);
		this.refute = true;
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> this.publisher.publish("web", this.second))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.PUBLISH));
		assertThat(this.publisher.published("web")).contains(this.first);
		assertThat(leafOfBundle()).isEqualTo(this.first.leaf());
		assertThat(this.events).hasSize(1);
	}

	@Test
	void thePlaceholderComesBackToo() {
		this.refute = true;
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> this.publisher.publish("web", this.first));
		assertThat(this.publisher.published("web")).isEmpty();
		assertThat(this.served.find("web")).hasValueSatisfying((now) -> assertThat(now.placeholder()).isTrue());
	}

	@Test
	void whatIsAddedAtRunTimeHasNoBundleAndCanBeWithdrawn() {
		this.publisher.publish("added", this.first);
		assertThat(this.publisher.published("added")).contains(this.first);
		assertThat(this.registry.getBundleNames()).containsExactly("web");
		this.publisher.withdraw("added");
		assertThat(this.publisher.published("added")).isEmpty();
		this.refute = true;
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> this.publisher.publish("added", this.second));
		assertThat(this.publisher.published("added")).isEmpty();
	}

	@Test
	void whatIsConfiguredIsNotWithdrawn() {
		this.publisher.publish("web", this.first);
		this.publisher.withdraw("web");
		assertThat(this.publisher.published("web")).contains(this.first);
	}

	@Test
	void manyArePublishedAtOnce() throws Exception {
		this.publisher.publishAll(Map.of("web", this.first, "added", this.second));
		assertThat(this.publisher.published("web")).contains(this.first);
		assertThat(this.publisher.published("added")).contains(this.second);
		assertThat(leafOfBundle()).isEqualTo(this.first.leaf());
		assertThat(this.events).hasSize(2);
	}

	private ServedCertificatePublisher publisher(ApplicationEventPublisher events) {
		DefaultSslBundleRegistry target = (this.registry.getBundleNames().isEmpty()) ? this.registry
				: new DefaultSslBundleRegistry();
		ManagedCertificate web = new ManagedCertificate("web", List.of(Identifier.of("web.example.com")), List.of("ca"),
				"http-01", KeyType.EC_P256, false, null, null, true);
		AcmeSslBundleRegistrar registrar = new AcmeSslBundleRegistrar(new ManagedCertificates(List.of(web)),
				this.served, Clock.systemUTC());
		registrar.registerBundles(target);
		return new ServedCertificatePublisher(this.served, registrar, target, List.of(this::prove), Stream::empty,
				events);
	}

	private void prove(ServedCertificate certificate) {
		if (this.refute) {
			throw new AcmeException(Reason.PUBLISH, "Not presented");
		}
	}

	private Certificate leafOfBundle() throws Exception {
		KeyStore keyStore = this.registry.getBundle("web").getStores().getKeyStore();
		assertThat(keyStore).isNotNull();
		return keyStore.getCertificate("web");
	}

}
