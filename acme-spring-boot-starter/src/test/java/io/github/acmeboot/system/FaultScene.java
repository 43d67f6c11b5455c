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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.system.FaultOutcome.Next;
import io.github.acmeboot.system.FaultOutcome.Served;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.fault.Faults;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.testsupport.VirtualTime;

/**
 * One certificate of a running application, with CAs of its own, in virtual time.
 */
final class FaultScene implements AutoCloseable {

	private static final Duration TOLERANCE = Duration.ofSeconds(2);

	private static final Map<Duration, Next> WAITS = Map.of(Duration.ofMinutes(1), Next.SCHEDULE, Duration.ofHours(1),
			Next.HOUR, FaultMatrixTests.TICK, Next.TICK, Duration.ofDays(1), Next.OPERATOR);

	private static final int CHANGES_OF_MIND = 3;

	private final RunningApplication application;

	private final VirtualTime time;

	private final FaultyCas cas;

	private final String name;

	private final String second;

	private ManagedCertificate wanted;

	private @Nullable Instant retryAfter;

	private String former = "";

	private int formerOrders;

	FaultScene(RunningApplication application, VirtualTime time, FaultyCas cas, String name, String second) {
		this.application = application;
		this.time = time;
		this.cas = cas;
		this.name = name;
		this.second = second;
		this.wanted = new ManagedCertificate(name, List.of(Identifier.of(host())), List.of(name), "http-01",
				KeyType.EC_P256, false, null, null, true);
		ca().http01Port(http01Port());
		secondCa().http01Port(http01Port());
	}

	VirtualTime time() {
		return this.time;
	}

	int http01Port() {
		return this.application.http01Port();
	}

	String host() {
		return this.name + ".example.org";
	}

	AcmeTestServer ca() {
		return this.cas.ca(this.name);
	}

	AcmeTestServer secondCa() {
		return this.cas.ca(this.second);
	}

	Faults faults() {
		return ca().faults();
	}

	CertificateStatus status() {
		return this.application.status(this.name);
	}

	void withNames(String... names) {
		want(names(names), this.wanted.issuers(), this.wanted.keyType(), this.wanted.profile());
	}

	void withProfile(String profile) {
		want(this.wanted.identifiers(), this.wanted.issuers(), this.wanted.keyType(), profile);
	}

	void withKeyType(KeyType keyType) {
		want(this.wanted.identifiers(), this.wanted.issuers(), keyType, this.wanted.profile());
	}

	void withTwoIssuers() {
		want(this.wanted.identifiers(), List.of(this.name, this.second), this.wanted.keyType(), this.wanted.profile());
	}

	/**
	 * Configures something else, which is looked after at once.
	 */
	void reconfigure() {
		this.application.manager().add(this.wanted);
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
		this.application.manager().add(this.wanted);
		this.time.advance(Duration.ZERO);
		this.former = Objects.requireNonNull(status().serial());
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
		boolean early = hasHappened();
		before.run();
		if (!early) {
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
	 * Waits for the next attempt, before which the CA must be left alone.
	 * @return whether it was left alone, and the certificate was renewed at last
	 */
	boolean isRenewedAtTheNextAttempt() {
		int placed = orders();
		Instant next = Objects.requireNonNull(status().nextAttempt());
		this.time.advanceTo(next.minusNanos(1));
		boolean early = orders() > placed;
		this.time.advanceTo(next);
		return !early && served() == Served.NEW && status().lastFailure() == null;
	}

	int ordersInAll() {
		return orders() - this.formerOrders;
	}

	@Override
	public void close() {
		this.application.manager().remove(this.name);
	}

	private void want(List<Identifier> identifiers, List<String> issuers, KeyType keyType, @Nullable String profile) {
		this.wanted = new ManagedCertificate(this.name, identifiers, issuers, "http-01", keyType, false, profile, null,
				true);
	}

	private List<Identifier> names(String... names) {
		return Stream.concat(Stream.of(host()), Stream.of(names)).map(Identifier::of).toList();
	}

	private boolean hasHappened() {
		return status().lastFailure() != null || !this.former.equals(status().serial());
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
			return next.equals(status.renewal()) ? Next.RENEWAL.toString() : "at " + next;
		}
		Duration wait = Duration.between(failure.at(), next);
		return isAfterRetryAfter(next) ? Next.RETRY_AFTER.toString()
				: Optional.ofNullable(WAITS.get(wait)).map(Next::toString).orElse("in " + wait);
	}

	private boolean isAfterRetryAfter(Instant next) {
		Instant expected = this.retryAfter;
		return expected != null && Duration.between(expected, next).abs().compareTo(TOLERANCE) < 0;
	}

	private Served served() {
		String serial = Handshake.serial(this.application.port(), host());
		if (serial.equals(this.former)) {
			return Served.OLD;
		}
		return serial.equals(status().serial()) ? Served.NEW : Served.PLACEHOLDER;
	}

}
