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

package io.github.acmeboot.issuer.revocation;

import java.security.KeyPair;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.store.repository.OrderEntry;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.store.repository.RevokedCertificates;

/**
 * Keeps a key from being used again after a certificate for it was revoked because of it,
 * whatever certificate that was.
 */
public final class KeyReuse {

	private static final Log logger = LogFactory.getLog(KeyReuse.class);

	private final RevokedCertificates revoked;

	public KeyReuse(RevokedCertificates revoked) {
		this.revoked = revoked;
	}

	/**
	 * Takes back the wish to reuse a key that must not be used. An order under way that
	 * has such a key is dropped, also if keys are not reused any more.
	 * @param wanted what is wanted
	 * @param predecessor the certificate whose key would be reused
	 * @param journal where the order under way is recorded
	 * @return what is wanted, with a fresh key if need be
	 */
	public ManagedCertificate allowed(ManagedCertificate wanted, Optional<IssuedCertificate> predecessor,
			OrderJournal.Page journal) {
		journal.read().stream().filter(this::isBanned).forEach((entry) -> {
			logger.info("Leaving the order " + entry.location() + " alone: its key is compromised");
			journal.clear(entry.directory());
		});
		boolean banned = predecessor.filter((certificate) -> wanted.reuseKey())
			.filter((certificate) -> this.revoked.isBanned(certificate.leaf().getPublicKey()))
			.isPresent();
		if (banned) {
			logger.info("'" + wanted.name() + "' is given a fresh key in spite of 'reuse-key': the former one is "
					+ "compromised");
		}
		return banned ? wanted.withFreshKey() : wanted;
	}

	private boolean isBanned(OrderEntry entry) {
		KeyPair keyPair = entry.keyPair();
		return keyPair != null && this.revoked.isBanned(keyPair.getPublic());
	}

}
