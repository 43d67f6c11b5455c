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
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

	/**
	 * What was found, and what those find who look at a part of it.
	 */
	private final List<Supplier<Stream<Finding>>> found = new CopyOnWriteArrayList<>();

	private final String check;

	private final ManagedCertificate certificate;

	private final TimeLimit timeLimit;

	private final long deadline;

	private final Map<Object, Supplier<?>> known;

	private final Executor executor;

	private Examination(String check, ManagedCertificate certificate, TimeLimit timeLimit, long deadline,
			Map<Object, Supplier<?>> known, Executor executor) {
		this.check = check;
		this.certificate = certificate;
		this.timeLimit = timeLimit;
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
		return of(certificate, new TimeLimit(timeLimit, TimeLimit.ASKED_FOR), executor);
	}

	static Examination of(ManagedCertificate certificate, TimeLimit timeLimit, Executor executor) {
		return new Examination("", certificate, timeLimit, System.nanoTime() + timeLimit.duration().toNanos(),
				new ConcurrentHashMap<>(), executor);
	}

	/**
	 * Returns the same examination, as another check has it.
	 * @param check the name of the check
	 * @return an examination without findings
	 */
	public Examination by(String check) {
		return new Examination(check, this.certificate, this.timeLimit, this.deadline, this.known, this.executor);
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
	 * @param duration how long to wait, at most for the time that is left
	 * @throws AcmeException if the thread is interrupted
	 */
	public void pause(Duration duration) {
		Duration left = timeLeft();
		Duration wait = (duration.compareTo(left) < 0) ? duration : left;
		try {
			TimeUnit.NANOSECONDS.sleep(wait.toNanos());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AcmeException(Reason.INTERRUPTED, "There was no time left.", ex);
		}
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
	 * Looks at several things side by side, a few at a time. Who still looks when the
	 * time is over is interrupted; what was found until then is kept.
	 * @param <T> the type of the things
	 * @param things the things
	 * @param look looks at one of them
	 */
	public <T> void forEach(List<T> things, BiConsumer<T, Examination> look) {
		List<Examination> parts = things.stream().map((thing) -> part()).toList();
		SideBySide looks = new SideBySide(things.size(), (i) -> {
			T thing = things.get(i);
			parts.get(i).look(String.valueOf(thing), () -> look.accept(thing, parts.get(i)));
		});
		boolean finished = looks.run(this.executor, this::timeLeft);
		looks.notBegun().forEach((i) -> parts.get(i).skipForTime(String.valueOf(things.get(i))));
		if (!finished) {
			warn(this.certificate.name(), "There was no time left to look at all of it.", this.timeLimit.remedy());
		}
	}

	private Examination part() {
		Examination part = by(this.check);
		this.found.add(() -> part.findings().stream());
		return part;
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
	 * Says that something keeps the certificate from being issued, in words that are not
	 * all our own.
	 * @param subject what it is about
	 * @param seen what was seen, and what outsiders have said
	 * @param ownWords what was seen, without what outsiders have said
	 * @param remedy what to do
	 */
	public void fail(String subject, String seen, String ownWords, String remedy) {
		add(new Finding(this.check, subject, Outcome.FAIL, seen, remedy, ownWords));
	}

	/**
	 * Says that something is not looked at.
	 * @param subject what it is about
	 * @param reason why it is not
	 */
	public void skip(String subject, String reason) {
		add(subject, Outcome.SKIPPED, reason, null);
	}

	/**
	 * Says that something is not looked at, since there is no time left.
	 * @param subject what it is about
	 */
	public void skipForTime(String subject) {
		skip(subject, "There was no time left to look at it.");
	}

	private void add(String subject, Outcome outcome, String seen, @Nullable String remedy) {
		add(new Finding(this.check, subject, outcome, seen, remedy));
	}

	private void add(Finding finding) {
		this.found.add(() -> Stream.of(finding));
	}

	/**
	 * Returns what was found so far.
	 * @return the findings
	 */
	public List<Finding> findings() {
		return this.found.stream().flatMap(Supplier::get).toList();
	}

}
