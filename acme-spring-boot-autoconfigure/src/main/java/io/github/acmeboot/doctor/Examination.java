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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.doctor.Finding.Outcome;

/**
 * One look at one certificate, as one check has it: what it is about, how much time there
 * is, and who is told what was found. Safe for use by several threads.
 */
public final class Examination {

	private static final Log logger = LogFactory.getLog(Examination.class);

	private static final int SHARES = 3;

	private final List<Finding> findings = new CopyOnWriteArrayList<>();

	private final String check;

	private final ManagedCertificate certificate;

	private final long deadline;

	private final Map<Object, Supplier<?>> known;

	private final Executor executor;

	private Examination(String check, ManagedCertificate certificate, long deadline, Map<Object, Supplier<?>> known,
			Executor executor) {
		this.check = check;
		this.certificate = certificate;
		this.deadline = deadline;
		this.known = known;
		this.executor = executor;
	}

	/**
	 * Begins to look at a certificate.
	 * @param certificate the certificate
	 * @param timeLimit how much time there is
	 * @param executor runs what is looked at side by side
	 * @return the examination
	 */
	public static Examination of(ManagedCertificate certificate, Duration timeLimit, Executor executor) {
		return new Examination("", certificate, System.nanoTime() + timeLimit.toNanos(), new ConcurrentHashMap<>(),
				executor);
	}

	/**
	 * Returns the same examination, as another check has it.
	 * @param check the name of the check
	 * @return an examination without findings
	 */
	public Examination by(String check) {
		return new Examination(check, this.certificate, this.deadline, this.known, this.executor);
	}

	/**
	 * Returns what is looked at.
	 * @return the certificate
	 */
	public ManagedCertificate certificate() {
		return this.certificate;
	}

	/**
	 * Returns how much time there is still.
	 * @return a duration, zero if it is over
	 */
	public Duration timeLeft() {
		return Duration.ofNanos(Math.max(0, this.deadline - System.nanoTime()));
	}

	/**
	 * Returns how long to wait for one thing, so that there is time for others.
	 * @param longest how long to wait at most
	 * @return a third of the time that is left, or less
	 */
	public Duration atMost(Duration longest) {
		Duration share = timeLeft().dividedBy(SHARES).plusMillis(1);
		return (share.compareTo(longest) < 0) ? share : longest;
	}

	/**
	 * Waits.
	 * @param duration how long to wait
	 * @throws AcmeException if the thread is interrupted
	 */
	public void pause(Duration duration) {
		await(new CountDownLatch(1), duration);
	}

	/**
	 * Finds something that several checks need, once for all of them.
	 * @param <T> the type of what is found
	 * @param what stands for it
	 * @param search finds it
	 * @return what is found
	 */
	@SuppressWarnings("unchecked")
	public <T> T once(Object what, Supplier<T> search) {
		return (T) this.known.computeIfAbsent(what, (key) -> SingletonSupplier.of(search)).get();
	}

	/**
	 * Looks at several things side by side.
	 * @param <T> the type of the things
	 * @param things the things
	 * @param look looks at one of them
	 */
	public <T> void forEach(List<T> things, BiConsumer<T, Examination> look) {
		List<Examination> parts = things.stream().map((thing) -> by(this.check)).toList();
		CountDownLatch pending = new CountDownLatch(things.size());
		for (int i = 0; i < things.size(); i++) {
			T thing = things.get(i);
			Examination part = parts.get(i);
			this.executor.execute(() -> {
				try {
					part.look(String.valueOf(thing), () -> look.accept(thing, part));
				}
				finally {
					pending.countDown();
				}
			});
		}
		boolean finished = await(pending, timeLeft());
		parts.forEach((part) -> this.findings.addAll(part.findings));
		if (!finished) {
			warn(this.certificate.name(), "There was no time left to look at all of it.",
					"Look at what is slow; 'acme.doctor.timeout' gives it more time.");
		}
	}

	/**
	 * Looks at something, and makes a finding of what is thrown.
	 * @param subject what is looked at
	 * @param look looks at it
	 */
	void look(String subject, Runnable look) {
		try {
			look.run();
		}
		catch (AcmeException ex) {
			if (ex.getReason() != Reason.INTERRUPTED) {
				fail(subject, String.valueOf(ex.getMessage()), null);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.warn("The check '" + this.check + "' of '" + subject + "' has failed itself", ex);
			warn(subject, "The check itself has failed: " + ex + ".",
					"This says nothing of the certificate. The log has more.");
		}
	}

	private static boolean await(CountDownLatch latch, Duration duration) {
		try {
			return latch.await(duration.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AcmeException(Reason.INTERRUPTED, "There was no time left.", ex);
		}
	}

	/**
	 * Says that something is as it has to be.
	 * @param subject what it is about
	 * @param seen what was seen
	 */
	public void pass(String subject, String seen) {
		add(subject, Outcome.PASS, seen, null);
	}

	/**
	 * Says that something may keep the certificate from being issued.
	 * @param subject what it is about
	 * @param seen what was seen
	 * @param remedy what to do
	 */
	public void warn(String subject, String seen, String remedy) {
		add(subject, Outcome.WARN, seen, remedy);
	}

	/**
	 * Says that something keeps the certificate from being issued.
	 * @param subject what it is about
	 * @param seen what was seen
	 * @param remedy what to do, or {@code null} if what was seen says it
	 */
	public void fail(String subject, String seen, @Nullable String remedy) {
		add(subject, Outcome.FAIL, seen, remedy);
	}

	/**
	 * Says that something is not looked at.
	 * @param subject what it is about
	 * @param reason why it is not
	 */
	public void skip(String subject, String reason) {
		add(subject, Outcome.SKIPPED, reason, null);
	}

	private void add(String subject, Outcome outcome, String seen, @Nullable String remedy) {
		this.findings.add(new Finding(this.check, subject, outcome, seen, remedy));
	}

	/**
	 * Returns what was found so far.
	 * @return the findings
	 */
	public List<Finding> findings() {
		return List.copyOf(this.findings);
	}

}
