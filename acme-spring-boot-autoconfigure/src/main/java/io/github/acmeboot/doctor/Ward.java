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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.ManagedCertificate;

/**
 * Runs the checks side by side, on threads of its own, for as long as there is time.
 */
final class Ward implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(Ward.class);

	private final ExecutorService threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS,
			new SynchronousQueue<>(), Ward::thread);

	private final Duration lastWords;

	/**
	 * Creates a ward.
	 * @param lastWords how long a check has, when its time is over, to say what it has
	 * not come to look at
	 */
	Ward(Duration lastWords) {
		this.lastWords = lastWords;
	}

	List<Finding> run(List<Check> checks, ManagedCertificate certificate, TimeLimit timeLimit) {
		Examination examination = Examination.of(certificate, timeLimit, this.threads);
		List<Examination> parts = checks.stream().map((check) -> examination.by(check.name())).toList();
		List<Future<?>> running = new ArrayList<>();
		try {
			for (int i = 0; i < parts.size(); i++) {
				Check check = checks.get(i);
				Examination part = parts.get(i);
				running.add(this.threads.submit(() -> part.look(certificate.name(), () -> check.examine(part))));
			}
			List<Finding> findings = new ArrayList<>();
			for (int i = 0; i < parts.size(); i++) {
				await(running.get(i), parts.get(i), timeLimit);
				findings.addAll(parts.get(i).findings());
			}
			return findings;
		}
		finally {
			running.forEach((check) -> check.cancel(true));
		}
	}

	private void await(Future<?> check, Examination examination, TimeLimit timeLimit) {
		try {
			check.get(examination.timeLeft().plus(this.lastWords).toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			examination.warn(examination.certificate().name(),
					"It had not come to an end after " + timeLimit.text() + ".", timeLimit.remedy());
			check.cancel(true);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new AcmeException(Reason.INTERRUPTED,
					"Interrupted while '" + examination.certificate().name() + "' was looked at.", ex);
		}
		catch (ExecutionException | CancellationException ex) {
			logger.debug("A check was cut short", ex);
		}
	}

	private static Thread thread(Runnable work) {
		Thread thread = new Thread(work, "acme-doctor");
		thread.setDaemon(true);
		return thread;
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
	}

}
