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

package io.github.acmeboot.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import org.springframework.util.function.SingletonSupplier;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.doctor.Finding.Outcome;

/**
 * Finds out whether what a certificate needs to be issued is there, without ordering
 * anything: nothing is spent at a CA, nothing is left anywhere. Safe for use by several
 * threads; who asks for a certificate that is being looked at gets the same answer, if it
 * comes within his own time.
 */
public final class Doctor implements AutoCloseable {

	private static final Duration LAST_WORDS = Duration.ofMillis(200);

	private final Map<String, CompletableFuture<Diagnosis>> running = new ConcurrentHashMap<>();

	private final Map<String, Diagnosis> latest = new ConcurrentHashMap<>();

	private final Supplier<List<Check>> checks;

	private final ManagedCertificates certificates;

	private final TimeLimit timeLimit;

	private final Duration totalTimeLimit;

	private final Clock clock;

	private final Ward ward;

	/**
	 * Creates a doctor.
	 * @param checks the checks, asked for at the first examination
	 * @param certificates the certificates
	 * @param timeLimit how long an examination may take
	 * @param totalTimeLimit how long those of all certificates may take
	 * @param clock the clock
	 */
	public Doctor(Supplier<List<Check>> checks, ManagedCertificates certificates, Duration timeLimit,
			Duration totalTimeLimit, Clock clock) {
		this(checks, certificates, timeLimit, totalTimeLimit, LAST_WORDS, clock);
	}

	Doctor(Supplier<List<Check>> checks, ManagedCertificates certificates, Duration timeLimit, Duration totalTimeLimit,
			Duration lastWords, Clock clock) {
		this.checks = SingletonSupplier.of(checks);
		this.certificates = certificates;
		this.timeLimit = new TimeLimit(timeLimit, TimeLimit.ASKED_FOR);
		this.totalTimeLimit = totalTimeLimit;
		this.ward = new Ward(lastWords);
		this.clock = clock;
		certificates.onRemoval(this.latest::remove);
	}

	/**
	 * Looks at a certificate.
	 * @param certificate the name of the certificate
	 * @return what was found, or empty if no certificate of that name is looked after
	 */
	public Optional<Diagnosis> examine(String certificate) {
		return this.certificates.find(certificate).map((wanted) -> examine(wanted, this.timeLimit));
	}

	/**
	 * Looks at all certificates, one after the other, those first that were not looked at
	 * for longest, for as long as there is time.
	 * @return what was found, by the name of the certificate
	 */
	public Map<String, Diagnosis> examineAll() {
		long begun = System.nanoTime();
		Map<String, Diagnosis> found = new LinkedHashMap<>();
		this.certificates.all()
			.forEach((wanted) -> found.put(wanted.name(), skipped(wanted,
					"There was no time left to look at it. Ask for it alone, or raise 'acme.doctor.total-timeout'.")));
		for (ManagedCertificate wanted : longestAgoFirst()) {
			Duration left = this.totalTimeLimit.minusNanos(System.nanoTime() - begun);
			if (left.compareTo(Duration.ZERO) > 0) {
				found.put(wanted.name(), examine(wanted, (left.compareTo(this.timeLimit.duration()) < 0)
						? new TimeLimit(left, TimeLimit.TOTAL) : this.timeLimit));
			}
		}
		return found;
	}

	private List<ManagedCertificate> longestAgoFirst() {
		Map<String, Diagnosis> known = Map.copyOf(this.latest);
		return this.certificates.all()
			.stream()
			.sorted(Comparator.comparing((ManagedCertificate wanted) -> Optional.ofNullable(known.get(wanted.name()))
				.map(Diagnosis::at)
				.orElse(Instant.MIN)))
			.toList();
	}

	private Diagnosis skipped(ManagedCertificate wanted, String reason) {
		return new Diagnosis(wanted.name(), this.clock.instant(), Duration.ZERO,
				List.of(new Finding("time", wanted.name(), Outcome.SKIPPED, reason, null)));
	}

	/**
	 * Returns what was found when a certificate was looked at last.
	 * @param certificate the name of the certificate
	 * @return what was found, or empty if it was not looked at since the start
	 */
	public Optional<Diagnosis> latest(String certificate) {
		return this.certificates.find(certificate).map(ManagedCertificate::name).map(this.latest::get);
	}

	Diagnosis examine(ManagedCertificate wanted, TimeLimit timeLimit) {
		CompletableFuture<Diagnosis> mine = new CompletableFuture<>();
		CompletableFuture<Diagnosis> first = this.running.putIfAbsent(wanted.name(), mine);
		if (first != null) {
			return join(first, wanted, timeLimit);
		}
		try {
			Diagnosis diagnosis = diagnose(wanted, timeLimit);
			mine.complete(diagnosis);
			return diagnosis;
		}
		catch (RuntimeException | Error ex) {
			mine.completeExceptionally(ex);
			throw ex;
		}
		finally {
			this.running.remove(wanted.name(), mine);
		}
	}

	private Diagnosis join(CompletableFuture<Diagnosis> first, ManagedCertificate wanted, TimeLimit timeLimit) {
		try {
			return first.get(timeLimit.duration().toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return skipped(wanted,
					"Somebody else has it looked at, and that had not come to an end after " + timeLimit.text() + ".");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AcmeException(Reason.INTERRUPTED,
					"Interrupted while '" + wanted.name() + "' was looked at for somebody else.", ex);
		}
		catch (ExecutionException ex) {
			return skipped(wanted, "Somebody else had it looked at, and that was cut short. Ask again.");
		}
	}

	private Diagnosis diagnose(ManagedCertificate wanted, TimeLimit timeLimit) {
		Instant at = this.clock.instant();
		long begun = System.nanoTime();
		List<Finding> findings = this.ward.run(this.checks.get(), wanted, timeLimit);
		Diagnosis diagnosis = new Diagnosis(wanted.name(), at, Duration.ofNanos(System.nanoTime() - begun), findings);
		this.latest.put(wanted.name(), diagnosis);
		if (this.certificates.find(wanted.name()).isEmpty()) {
			this.latest.remove(wanted.name());
		}
		return diagnosis;
	}

	@Override
	public void close() {
		this.ward.close();
	}

}
