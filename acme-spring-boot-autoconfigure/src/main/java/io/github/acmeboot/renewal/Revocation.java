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

package io.github.acmeboot.renewal;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.RevocationRequest;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.repository.CertificateState;
import io.github.acmeboot.store.repository.RevokedCertificates;

/**
 * Has a certificate revoked, under the lock. Doing so again after a crash, or after the
 * store has failed, completes what was left undone: the CA says then that it is revoked.
 */
final class Revocation {

	private static final int MAX_ATTEMPTS = 3;

	private final CertificateIssuer issuer;

	private final RevokedCertificates revoked;

	private final HeldCertificates held;

	private final RenewalStates states;

	private final RenewalReport report;

	private final Clock clock;

	private final Map<String, CertificateState.Revocation> ended = new ConcurrentHashMap<>();

	Revocation(CertificateIssuer issuer, RevokedCertificates revoked, HeldCertificates held, RenewalStates states,
			RenewalReport report, Clock clock) {
		this.issuer = issuer;
		this.revoked = revoked;
		this.held = held;
		this.states = states;
		this.report = report;
		this.clock = clock;
	}

	/**
	 * Revokes a certificate. A key that is said to be compromised is banned before the CA
	 * is asked, since that is so whatever the CA says.
	 * @param wanted what is wanted
	 * @param serial the serial number of the generation to revoke, or {@code null} for
	 * the current one
	 * @param reason why it is revoked
	 * @param lease the lease the work is done under
	 * @return the certificate that was revoked
	 * @throws AcmeException if there is none, or if it is not revoked
	 */
	IssuedCertificate run(ManagedCertificate wanted, @Nullable String serial, RevocationReason reason, Lease lease) {
		String name = wanted.name();
		IssuedCertificate certificate = find(name, serial);
		CertificateState state = this.states.refresh(name);
		if (reason == RevocationReason.KEY_COMPROMISE) {
			this.revoked.ban(name, certificate);
		}
		if (this.issuer.revoke(request(wanted, certificate, reason, state)) == RevocationRequest.Signer.CERTIFICATE) {
			this.revoked.ban(name, certificate);
		}
		complete(name, certificate, reason, lease);
		this.report.revoked(wanted, certificate, reason);
		return certificate;
	}

	private IssuedCertificate find(String name, @Nullable String serial) {
		Optional<IssuedCertificate> current = this.held.refresh(name).certificate();
		if (serial == null) {
			return current.orElseThrow(() -> refused(name, "there is none."));
		}
		String wanted = serial.replace(":", "").toLowerCase(Locale.ROOT);
		List<IssuedCertificate> generations = Stream.of(current, this.held.former(name))
			.flatMap(Optional::stream)
			.toList();
		return generations.stream()
			.filter((generation) -> generation.serial().equals(wanted))
			.findFirst()
			.orElseThrow(() -> refused(name, "no generation has the serial number " + serial + ", but "
					+ generations.stream().map(IssuedCertificate::serial).toList() + "."));
	}

	private static RevocationRequest request(ManagedCertificate wanted, IssuedCertificate certificate,
			RevocationReason reason, CertificateState state) {
		Optional<CertificateState.Ordered> ordered = Optional.ofNullable(state.ordered());
		Optional<URI> directory = ordered.map(CertificateState.Ordered::directory);
		List<String> issuers = Stream
			.concat(ordered.map(CertificateState.Ordered::issuer).stream(), wanted.issuers().stream())
			.distinct()
			.toList();
		return new RevocationRequest(certificate, reason, directory, issuers);
	}

	private void complete(String name, IssuedCertificate certificate, RevocationReason reason, Lease lease) {
		try {
			remember(name, certificate, reason, lease);
			this.revoked.keep(name, certificate);
		}
		catch (StoreException ex) {
			throw new AcmeException(AcmeException.Reason.STORE,
					"'%s' is revoked, but not all of that could be stored: %s Revoke it by its serial number, %s, again."
						.formatted(name, ex.getMessage(), certificate.serial()),
					ex);
		}
	}

	/**
	 * Remembers a revocation for all instances. That of a former generation does not take
	 * the place of that of the current one, which has to be replaced yet.
	 * @param name the name of the certificate
	 * @param certificate the certificate that was revoked
	 * @param reason why it was
	 * @param lease the lease the work is done under
	 */
	private void remember(String name, IssuedCertificate certificate, RevocationReason reason, Lease lease) {
		for (int attempt = 1; !isRemembered(name, certificate, reason, lease); attempt++) {
			if (attempt == MAX_ATTEMPTS) {
				throw new StoreException("Another instance has written the state of '" + name + "' meanwhile.", null);
			}
		}
	}

	private boolean isRemembered(String name, IssuedCertificate certificate, RevocationReason reason, Lease lease) {
		CertificateState state = this.states.refresh(name);
		Optional<IssuedCertificate> current = this.held.held(name).certificate();
		boolean former = !current.equals(Optional.of(certificate));
		if (former && current.filter(state::isRevoked).isPresent()) {
			return true;
		}
		CertificateState next = state
			.withRevocation(new CertificateState.Revocation(certificate.serial(), reason.code(), this.clock.instant()));
		return this.states.save(name, former ? next : next.withFailure(next.failure(), null, null), lease)
				|| this.states.refresh(name).isRevoked(certificate);
	}

	/**
	 * Ends the sessions of clients that may have seen a certificate that was revoked,
	 * once, as soon as another one is served.
	 * @param name the name of the certificate
	 */
	void endSessions(String name) {
		CertificateState.Revocation revocation = this.states.known(name).revocation();
		if (revocation == null || !isReplaced(name, revocation)) {
			return;
		}
		if (!revocation.equals(this.ended.put(name, revocation))) {
			this.held.endSessions();
		}
	}

	private boolean isReplaced(String name, CertificateState.Revocation revocation) {
		return this.held.served(name).filter((served) -> !served.serial().equals(revocation.serial())).isPresent();
	}

	private static AcmeException refused(String name, String reason) {
		return new AcmeException(AcmeException.Reason.CERTIFICATE,
				"Unable to revoke the certificate '" + name + "': " + reason);
	}

}
