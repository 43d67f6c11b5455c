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

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;

/**
 * Registers an {@link SslBundle} for each configured certificate, with a placeholder in
 * it. Asks neither the store nor the network, because both may need bundles themselves.
 * <p>
 * A bundle of the same name that has no key of its own lends its trust store and its
 * options: that is how a certificate's bundle is given either.
 */
final class AcmeSslBundleRegistrar implements SslBundleRegistrar {

	private final ManagedCertificates managedCertificates;

	private final ServedCertificates servedCertificates;

	private final Clock clock;

	private final Map<String, SslBundle> templates = new ConcurrentHashMap<>();

	AcmeSslBundleRegistrar(ManagedCertificates managedCertificates, ServedCertificates servedCertificates,
			Clock clock) {
		this.managedCertificates = managedCertificates;
		this.servedCertificates = servedCertificates;
		this.clock = clock;
	}

	@Override
	public void registerBundles(SslBundleRegistry registry) {
		List<ServedCertificate> placeholders = placeholders();
		this.servedCertificates.putAll(placeholders);
		placeholders.forEach((placeholder) -> register(registry, placeholder));
	}

	/**
	 * Makes the bundle that shows a certificate to everybody but the running server.
	 * @param certificate the certificate
	 * @return the bundle, or empty if the certificate has none
	 */
	Optional<SslBundle> bundle(ServedCertificate certificate) {
		return Optional.ofNullable(this.templates.get(certificate.name()))
			.map((template) -> CertificateSslBundle.of(certificate, template));
	}

	private List<ServedCertificate> placeholders() {
		Map<KeyType, PlaceholderCertificate> signers = new EnumMap<>(KeyType.class);
		List<ServedCertificate> placeholders = new ArrayList<>();
		for (ManagedCertificate certificate : this.managedCertificates.all()) {
			PlaceholderCertificate signer = signers.computeIfAbsent(certificate.keyType(),
					PlaceholderCertificate::ofKindOf);
			placeholders
				.add(ServedCertificate.placeholder(certificate.name(), signer.sign(certificate, this.clock.instant())));
		}
		return placeholders;
	}

	private void register(SslBundleRegistry registry, ServedCertificate placeholder) {
		Optional<SslBundle> existing = existing(registry, placeholder.name());
		SslBundle template = existing.orElseGet(() -> SslBundle.of(null));
		this.templates.put(placeholder.name(), template);
		SslBundle bundle = CertificateSslBundle.of(placeholder, template);
		if (existing.isPresent()) {
			registry.updateBundle(placeholder.name(), bundle);
		}
		else {
			registry.registerBundle(placeholder.name(), bundle);
		}
	}

	private static Optional<SslBundle> existing(SslBundleRegistry registry, String name) {
		if (!(registry instanceof SslBundles bundles) || !bundles.getBundleNames().contains(name)) {
			return Optional.empty();
		}
		SslBundle bundle = bundles.getBundle(name);
		if (bundle.getStores().getKeyStore() != null) {
			throw new InvalidConfigurationPropertyValueException("acme.certificates." + name, name,
					"There is an SSL bundle of that name already, and it has a key of its own. "
							+ "Rename one of them, or leave only the trust store and the options in the bundle.");
		}
		return Optional.of(bundle);
	}

}
