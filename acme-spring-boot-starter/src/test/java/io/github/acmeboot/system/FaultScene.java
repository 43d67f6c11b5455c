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

package io.github.acmeboot.system;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.system.FaultOutcome.Next;
import io.github.acmeboot.system.FaultOutcome.Served;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.fault.Faults;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.testsupport.VirtualTime;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One certificate of a running application, with CAs of its own, in virtual time.
 */
final class FaultScene implements AutoCloseable {

	/**
	 * How long a lease outlives its holder.
	 */
	static final Duration TIME_TO_LIVE = Duration.ofSeconds(60);

	/**
	 * How soon a lock that is not to be had is asked for again.
	 */
	static final Duration SHORTLY = Duration.ofSeconds(5);

	private static final Duration TOLERANCE = Duration.ofSeconds(2);

	private static final Map<Duration, Next> WAITS = Map.of(Duration.ofMinutes(1), Next.SCHEDULE, Duration.ofHours(1),
			Next.HOUR, FaultMatrixTests.TICK, Next.TICK, Duration.ofDays(1), Next.OPERATOR);

	private static final int CHANGES_OF_MIND = 3;

	private final FaultApplication application;

	private final VirtualTime time;

	private final FaultyCas cas;

	private final FaultyDns dns;

	private final String name;

	private final String second;

	private final WantedCertificate wanted;

	private @Nullable Instant retryAfter;

	private String former = "";

	private int formerOrders;

	FaultScene(FaultApplication application, VirtualTime time, FaultyCas cas, FaultyDns dns, String name,
			String second) {
		this.application = application;
		this.time = time;
		this.cas = cas;
		this.dns = dns;
		this.name = name;
		this.second = second;
		this.wanted = new WantedCertificate(name);
		connect();
	}

	private void connect() {
		ca().http01Port(http01Port());
		secondCa().http01Port(http01Port());
		ca().dnsServer(this.dns.primary().address());
		ca().tlsAlpn01Port(httpsPort());
	}

	VirtualTime time() {
		return this.time;
	}

	int http01Port() {
		return this.application.running().http01Port();
	}

	int httpsPort() {
		return this.application.running().port();
	}

	String host() {
		return this.wanted.host();
	}

	AcmeTestServer ca() {
		return this.cas.ca(this.name);
	}

	AcmeTestServer secondCa() {
		return this.cas.ca(this.second);
	}

	FaultyDns dns() {
		return this.dns;
	}

	Faults faults() {
		return ca().faults();
	}

	CertificateStatus status() {
		return this.application.running().status(this.name);
	}

	AcmeManager manager() {
		return this.application.running().manager();
	}

	SwitchableAcmeStore store() {
		return this.application.store();
	}

	WantedCertificate wanted() {
		return this.wanted;
	}

	void wantTwoIssuers() {
		this.wanted.issuers(this.name, this.second);
	}

	/**
	 * Wants the certificate of the other issuer, and of no other.
	 */
	void wantAnotherIssuer() {
		this.wanted.issuers(this.second);
	}

	/**
	 * Configures something else, which is looked after at once.
	 */
	void reconfigure() {
		manager().add(this.wanted.managed());
	}

	/**
	 * Starts the application again, configured for this certificate.
	 */
	void restart() {
		restart(Map.of());
	}

	/**
	 * Starts the application again, with another contact address at the CA.
	 * @param email the address
	 */
	void restartWithEmail(String email) {
		restart(Map.of("acme.issuers." + this.name + ".email", email));
	}

	private void restart(Map<String, String> more) {
		Map<String, String> properties = new LinkedHashMap<>(this.wanted.properties());
		properties.putAll(more);
		this.application.restart(properties);
		connect();
	}

	/**
	 * Starts another instance, which answers challenges and renews nothing.
	 */
	void startAnotherInstance() {
		this.application.startAnother(this.wanted.properties());
	}

	int httpsPortOfTheOther() {
		return this.application.other().port();
	}

	/**
	 * Takes the lock as another instance does that dies at once.
	 */
	void lockAsOneWhoIsKilled() {
		assertThat(this.application.lock().tryAcquire("renew/" + this.name, TIME_TO_LIVE)).isPresent();
	}

	/**
	 * Has the certificate revoked, and asks once more if that fails.
	 */
	void revoke() {
		for (int i = 0; i < 2; i++) {
			CompletableFuture<IssuedCertificate> revocation = manager().revoke(this.name, RevocationReason.SUPERSEDED,
					this.former);
			this.time.advance(Duration.ZERO);
			if (!revocation.isCompletedExceptionally()) {
				return;
			}
		}
	}

	/**
	 * Makes the stored certificate unreadable.
	 */
	void damageCertificate() {
		String key = "certificates/" + this.name;
		String version = store().version(key).orElseThrow();
		store().save(key, new byte[] { 1, 2, 3 }, WriteCondition.version(version));
	}

	/**
	 * Returns which certificate is stored.
	 * @return its serial number
	 */
	Optional<String> stored() {
		return new CertificateRepository(store()).find(this.name).map((stored) -> stored.value().serial());
	}

	/**
	 * Says when the CA wants to see us again.
	 * @param wait how long it wants us to wait from the renewal on
	 */
	void expectRetryAfter(Duration wait) {
		this.retryAfter = this.time.instant().plus(wait);
	}

	/**
	 * Lets the CA's clock be wrong.
	 * @param ahead how much it is ahead of ours
	 */
	void setAhead(Duration ahead) {
		this.cas.setAhead(this.name, ahead);
	}

	/**
	 * Obtains the first certificate.
	 */
	void begin() {
		manager().add(this.wanted.managed());
		this.time.advance(Duration.ZERO);
		this.former = Objects.requireNonNull(status().serial());
	}

	/**
	 * Obtains the first certificate from a CA that never says when to renew.
	 */
	void beginWithoutRenewalInfo() {
		ca().behaviour().renewalInfo().offered(false);
		begin();
	}

	/**
	 * Lets time pass until the renewal.
	 * @param before runs right before it, or after one that came sooner than planned
	 */
	void comeDue(Runnable before) {
		this.formerOrders = orders();
		Instant due = Objects.requireNonNull(status().nextAttempt());
		for (int i = 0; i < CHANGES_OF_MIND && !hasHappened(); i++) {
			this.time.advanceTo(due.minusNanos(1));
			due = Objects.requireNonNull(status().nextAttempt());
		}
		before.run();
		if (!hasHappened()) {
			this.time.advanceTo(Objects.requireNonNull(status().nextAttempt()));
		}
	}

	/**
	 * Returns how old the first certificate is, or was when it was renewed.
	 * @return its age
	 */
	Duration age() {
		List<X509Certificate> issued = ca().issued();
		Instant end = (issued.size() > 1) ? issued.get(1).getNotBefore().toInstant() : this.time.instant();
		return Duration.between(issued.get(0).getNotBefore().toInstant(), end);
	}

	FaultOutcome outcome() {
		CertificateStatus status = status();
		CertificateStatus.Failure failure = status.lastFailure();
		String outcome = (failure != null) ? failure.reason().name().toLowerCase()
				: (Objects.equals(this.former, status.serial()) ? "nothing" : FaultOutcome.ISSUED);
		return new FaultOutcome(orders() - this.formerOrders, outcome, next(status), served(), 0);
	}

	/**
	 * Waits for the next attempt, before which the CA must be left alone; but if it is
	 * the store that failed, anybody may see sooner that it works again.
	 * @return whether it was left alone, and the certificate was renewed at last
	 */
	boolean isRenewedAtTheNextAttempt() {
		int placed = orders();
		boolean storeFailed = failedFor(AcmeException.Reason.STORE);
		Instant next = nextLook();
		this.time.advanceTo(next.minusNanos(1));
		boolean early = orders() > placed;
		this.time.advanceTo(next);
		return (storeFailed || !early) && served() == Served.NEW && status().lastFailure() == null;
	}

	/**
	 * Returns when the next attempt is made. A lock that is not to be had is asked for
	 * again shortly.
	 */
	private Instant nextLook() {
		Instant next = Objects.requireNonNull(status().nextAttempt());
		return next.isAfter(this.time.instant()) ? next : this.time.instant().plus(SHORTLY);
	}

	/**
	 * Has the failure say what the matter is.
	 * @param words what the message contains
	 */
	void assertSays(String... words) {
		assertThat(Objects.requireNonNull(status().lastFailure()).message()).contains(words);
	}

	int ordersInAll() {
		return orders() - this.formerOrders;
	}

	@Override
	public void close() {
		this.dns.recover();
		this.application.stopTheOther();
		manager().remove(this.name);
	}

	private boolean failedFor(AcmeException.Reason reason) {
		CertificateStatus.Failure failure = status().lastFailure();
		return failure != null && failure.reason() == reason;
	}

	private boolean hasHappened() {
		String serial = status().serial();
		return status().lastFailure() != null || (serial != null && !this.former.equals(serial));
	}

	private int orders() {
		return orders(ca()) + orders(secondCa());
	}

	private static int orders(AcmeTestServer ca) {
		return (int) ca.requests()
			.stream()
			.filter((request) -> request.operation() == Operation.NEW_ORDER && request.status() == 201)
			.map((request) -> request.response().headers().get("Location"))
			.distinct()
			.count();
	}

	private String next(CertificateStatus status) {
		Instant next = Objects.requireNonNull(status.nextAttempt());
		CertificateStatus.Failure failure = status.lastFailure();
		if (failure == null) {
			boolean overdue = !next.isAfter(this.time.instant());
			return overdue ? Next.LOCK.toString()
					: (next.equals(status.renewal()) ? Next.RENEWAL.toString() : "at " + next);
		}
		Duration wait = Duration.between(failure.at(), next);
		return isAfterRetryAfter(next) ? Next.RETRY_AFTER.toString()
				: Optional.ofNullable(WAITS.get(wait)).map(Next::toString).orElse("in " + wait);
	}

	private boolean isAfterRetryAfter(Instant next) {
		Instant expected = this.retryAfter;
		return expected != null && Duration.between(expected, next).abs().compareTo(TOLERANCE) < 0;
	}

	Served served() {
		String serial = Handshake.serial(this.application.running().port(), host());
		if (serial.equals(this.former)) {
			return Served.OLD;
		}
		return serial.equals(status().serial()) ? Served.NEW : Served.PLACEHOLDER;
	}

}
