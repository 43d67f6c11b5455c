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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificate;

/**
 * Makes certificates of the properties, and refuses what can never work.
 */
final class CertificateMapper {

	private final AcmeProperties properties;

	private final @Nullable PropertiesAcmeConnectionDetails connectionDetails;

	/**
	 * Creates a mapper.
	 * @param properties what is configured
	 * @param connectionDetails where the CAs are, or {@code null} if the properties do
	 * not say it
	 */
	CertificateMapper(AcmeProperties properties, @Nullable PropertiesAcmeConnectionDetails connectionDetails) {
		this.properties = properties;
		this.connectionDetails = connectionDetails;
	}

	List<ManagedCertificate> map() {
		new TimingValidator().validate(this.properties);
		IssuerValidator validator = new IssuerValidator(this.connectionDetails != null, agreedIssuers());
		this.properties.getIssuers().forEach(validator::validate);
		Map<String, CertificateProperties> certificates = this.properties.getCertificates();
		if (!certificates.isEmpty() && this.properties.getIssuers().isEmpty()) {
			throw new InvalidConfigurationPropertyValueException("acme.issuers", "",
					"Certificates are configured, but no CA to order them from. For Let's Encrypt, set "
							+ "'acme.issuers.letsencrypt.terms-of-service-agreed' to 'true' after reading its terms.");
		}
		Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		new TreeSet<>(certificates.keySet()).forEach((name) -> checkName(name, names));
		Map<String, ManagedCertificate> mapped = new LinkedHashMap<>();
		certificates.forEach((name, certificate) -> mapped.put(name, map(name, certificate)));
		return List.copyOf(mapped.values());
	}

	private List<String> agreedIssuers() {
		return this.properties.getIssuers()
			.entrySet()
			.stream()
			.filter((issuer) -> issuer.getValue().isTermsOfServiceAgreed())
			.map(Map.Entry::getKey)
			.toList();
	}

	private void checkName(String name, Set<String> names) {
		String property = PropertyNames.certificate(name);
		PropertyNames.checkUsable(property, name);
		if (!names.add(name)) {
			throw new InvalidConfigurationPropertyValueException(property, name,
					"Another certificate has the same name but for upper and lower case. Rename one of them.");
		}
	}

	private ManagedCertificate map(String name, CertificateProperties certificate) {
		String property = PropertyNames.certificate(name);
		List<String> issuers = issuers(property + ".issuers", certificate.getIssuers());
		String challenge = challenge(property + ".challenge", certificate.getChallenge());
		boolean publicCa = issuers.stream().anyMatch(this::isPublic);
		List<Identifier> identifiers = new DomainMapper(property, challenge, publicCa).map(certificate.getDomains());
		CertificateProperties.Renewal renewal = certificate.getRenewal();
		return new ManagedCertificate(name, identifiers, issuers, challenge, certificate.getKeyType(),
				certificate.isReuseKey(), textOrNull(certificate.getProfile()), renewal.getRenewBefore(),
				renewal.isEnabled() && this.properties.getRenewal().isEnabled());
	}

	private List<String> issuers(String property, List<String> names) {
		Set<String> known = this.properties.getIssuers().keySet();
		for (int i = 0; i < names.size(); i++) {
			if (!known.contains(names.get(i))) {
				throw new InvalidConfigurationPropertyValueException(property + "[" + i + "]", names.get(i),
						"There is no issuer of that name. Configure it under 'acme.issuers', or use one of: "
								+ String.join(", ", known) + ".");
			}
		}
		return names.isEmpty() ? List.copyOf(known) : names.stream().distinct().toList();
	}

	private String challenge(String property, String challenge) {
		if (!StringUtils.hasText(challenge)) {
			throw new InvalidConfigurationPropertyValueException(property, challenge,
					"A type of challenge is needed. Use 'http-01', or remove the property.");
		}
		return challenge.trim().toLowerCase(Locale.ROOT);
	}

	private boolean isPublic(String issuer) {
		return this.connectionDetails != null && this.connectionDetails.isPublic(issuer);
	}

	private @Nullable String textOrNull(@Nullable String text) {
		return StringUtils.hasText(text) ? text : null;
	}

}
