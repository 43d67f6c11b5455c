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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.shredzone.acme4j.Certificate;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.issuer.account.AcmeAccounts;
import io.github.acmeboot.issuer.protocol.AcmeClient;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.store.repository.StoredAccount;

/**
 * Revokes a certificate (RFC 8555 section 7.6): as the account that ordered it, or with
 * its own key where the account is another one or gone. A compromised key signs its
 * revocation itself, because only then do CAs refuse the key from then on.
 */
public final class RevocationProcess {

	private final AcmeAccounts accounts;

	public RevocationProcess(AcmeAccounts accounts) {
		this.accounts = accounts;
	}

	/**
	 * Asks one CA after the other, until one has revoked the certificate.
	 * @param candidates the CAs it may have come from, the likeliest first
	 * @param certificate the certificate
	 * @param reason why it is revoked
	 * @return whether the certificate's own key signed the request
	 * @throws AcmeException if no CA has revoked it
	 */
	public boolean run(List<AcmeClient> candidates, IssuedCertificate certificate, RevocationReason reason) {
		return firstOf(candidates, (client) -> {
			AcmeSession session = client.acquire();
			try {
				return firstOf(signatures(client, reason),
						(signature) -> revoke(session, signature, certificate, reason));
			}
			finally {
				client.release(session);
			}
		});
	}

	private List<Signature> signatures(AcmeClient client, RevocationReason reason) {
		Optional<Signature> byAccount = this.accounts.lookUp(client.directory()).map(Signature::byAccount);
		Signature own = new Signature(Optional.empty());
		if (byAccount.isEmpty()) {
			return List.of(own);
		}
		return (reason == RevocationReason.KEY_COMPROMISE) ? List.of(own, byAccount.get())
				: List.of(byAccount.get(), own);
	}

	private static boolean revoke(AcmeSession session, Signature signature, IssuedCertificate certificate,
			RevocationReason reason) {
		try {
			session.exchange(Operation.REVOKE_CERT, () -> {
				signature.revoke(session, certificate, org.shredzone.acme4j.RevocationReason.code(reason.code()));
				return session;
			});
		}
		catch (AcmeException ex) {
			if (!isProblem(ex, "alreadyRevoked")) {
				throw isProblem(ex, "badRevocationReason") ? otherReason(ex, reason) : ex;
			}
		}
		return signature.account().isEmpty();
	}

	private static AcmeException otherReason(AcmeException failure, RevocationReason reason) {
		return new AcmeException(Reason.CONFIGURATION,
				"The CA does not take the reason " + reason.code() + " (" + reason + "). Revoke with another one.",
				failure, failure.getProblemType().orElse(null), failure.getSubproblems(), null);
	}

	private static <T, R> R firstOf(List<T> candidates, Function<T, R> attempt) {
		List<AcmeException> refusals = new ArrayList<>();
		for (T candidate : candidates) {
			try {
				return attempt.apply(candidate);
			}
			catch (AcmeException ex) {
				if (!isRefusal(ex)) {
					throw ex;
				}
				refusals.add(ex);
			}
		}
		AcmeException first = refusals.get(0);
		refusals.stream().skip(1).forEach(first::addSuppressed);
		throw first;
	}

	private static boolean isRefusal(AcmeException failure) {
		return switch (failure.getReason()) {
			case NETWORK, SERVER, RATE_LIMITED, INTERRUPTED, STORE, TIMEOUT -> false;
			default -> true;
		};
	}

	private static boolean isProblem(AcmeException failure, String type) {
		return failure.getProblemType().filter((problem) -> problem.endsWith(":" + type)).isPresent();
	}

	/**
	 * What signs the request.
	 *
	 * @param account the account, or empty for the certificate's own key
	 */
	private record Signature(Optional<StoredAccount> account) {

		static Signature byAccount(StoredAccount account) {
			return new Signature(Optional.of(account));
		}

		void revoke(AcmeSession session, IssuedCertificate certificate, org.shredzone.acme4j.RevocationReason reason)
				throws org.shredzone.acme4j.exception.AcmeException {
			if (this.account.isPresent()) {
				StoredAccount signer = this.account.get();
				Certificate.revoke(session.login(Objects.requireNonNull(signer.location()), signer.keyPair()),
						certificate.leaf(), reason);
			}
			else {
				KeyPair keyPair = new KeyPair(certificate.leaf().getPublicKey(), certificate.privateKey());
				Certificate.revoke(session, keyPair, certificate.leaf(), reason);
			}
		}

	}

}
