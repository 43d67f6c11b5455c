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

package io.github.acmeboot.issuer.order;

import java.net.URL;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.shredzone.acme4j.Certificate;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.issuer.x509.CertificateVerifier;
import io.github.acmeboot.issuer.x509.PreferredChain;

/**
 * Fetches the chain of a certificate: the preferred one if the CA offers it.
 */
final class Downloads {

	private static final Log logger = LogFactory.getLog(Downloads.class);

	private final Issuance issuance;

	Downloads(Issuance issuance) {
		this.issuance = issuance;
	}

	List<X509Certificate> chain(URL url) {
		Certificate certificate = this.issuance.login().bindCertificate(url);
		List<X509Certificate> chain = download(certificate);
		return this.issuance.settings()
			.preferredChain()
			.map((wanted) -> prefer(wanted, certificate, chain))
			.orElse(chain);
	}

	private List<X509Certificate> prefer(String wanted, Certificate certificate, List<X509Certificate> standard) {
		Set<String> offered = new LinkedHashSet<>(PreferredChain.issuers(standard));
		if (offered.contains(wanted)) {
			return standard;
		}
		for (Certificate alternate : certificate.getAlternateCertificates()) {
			List<X509Certificate> chain = download(alternate);
			if (PreferredChain.isIssuedBy(chain, wanted)) {
				return chain;
			}
			offered.addAll(PreferredChain.issuers(chain));
		}
		logger.warn("The CA '" + this.issuance.issuer() + "' offers no chain issued by '" + wanted + "' for '"
				+ this.issuance.name() + "', but " + offered + "; using its standard one");
		return standard;
	}

	private List<X509Certificate> download(Certificate certificate) {
		List<X509Certificate> chain = this.issuance.session().exchange(Operation.CERTIFICATE, () -> {
			certificate.download();
			return certificate.getCertificateChain();
		});
		return (chain.size() == 1) ? withIntermediates(chain.get(0)) : chain;
	}

	/**
	 * Completes a chain that has no intermediates, as another certificate would have none
	 * either: with those of the former certificate if they are the same, which only their
	 * key can tell.
	 * @param leaf the certificate
	 * @return the chain
	 */
	private List<X509Certificate> withIntermediates(X509Certificate leaf) {
		String missing = "The CA '" + this.issuance.issuer() + "' sent no intermediates for '" + this.issuance.name()
				+ "'; ";
		Optional<List<X509Certificate>> intermediates = this.issuance.predecessor()
			.map(IssuedCertificate::chain)
			.map((former) -> former.subList(1, former.size()))
			.filter((former) -> isIssuedBy(leaf, former));
		if (intermediates.isPresent()) {
			logger.warn(missing + "taking those of the former certificate, which were sent by the same issuer");
			return Stream.concat(Stream.of(leaf), intermediates.get().stream()).toList();
		}
		checkThatNoneIsMissing(leaf);
		logger.warn(missing + "clients trust the certificate only if they have its issuer");
		return List.of(leaf);
	}

	private static boolean isIssuedBy(X509Certificate leaf, List<X509Certificate> intermediates) {
		return !intermediates.isEmpty() && CertificateVerifier.isSignedBy(leaf, intermediates.get(0))
				&& intermediates.stream()
					.noneMatch((intermediate) -> intermediate.getNotAfter().before(leaf.getNotAfter()));
	}

	private void checkThatNoneIsMissing(X509Certificate leaf) {
		this.issuance.predecessor()
			.filter((former) -> former.chain().size() > 1)
			.filter((former) -> former.leaf().getIssuerX500Principal().equals(leaf.getIssuerX500Principal()))
			.ifPresent((former) -> {
				throw new AcmeException(Reason.CERTIFICATE,
						"The CA '%s' sent no intermediates for '%s', but did for the former certificate of the same issuer: many clients would not trust it. A new one is ordered at the next attempt."
							.formatted(this.issuance.issuer(), this.issuance.name()));
			});
	}

}
