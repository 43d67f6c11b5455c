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

package io.github.acmeboot.store.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.StoreStatus.Trouble;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreLayer;

/**
 * Lies next to the store and knows how it stands: the last success, the present trouble,
 * the one before. Says once that trouble began, and once that it is over. The first
 * answer may be late: it takes the connection with it. Safe for use by several threads.
 */
public final class StoreMonitor implements StoreLayer, Ordered {

	/**
	 * The time after which an answer is a late one.
	 */
	public static final Duration PATIENCE = Duration.ofSeconds(2);

	private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

	private final StoreReport report = new StoreReport();

	private final Clock clock;

	private final LongSupplier nanoTime;

	private String type = "unknown";

	private @Nullable Instant lastSuccess;

	private @Nullable Outage outage;

	private @Nullable Trouble lastTrouble;

	public StoreMonitor(Clock clock) {
		this(clock, System::nanoTime);
	}

	/**
	 * Creates a monitor with a clock of its own for the time that calls take.
	 * @param clock tells when something was the matter
	 * @param nanoTime tells how long a call took
	 */
	public StoreMonitor(Clock clock, LongSupplier nanoTime) {
		this.clock = clock;
		this.nanoTime = nanoTime;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public synchronized AcmeStore over(AcmeStore store) {
		this.type = typeOf(store);
		return new MonitoredStore(store, this, this.nanoTime);
	}

	/**
	 * Returns how the store stands.
	 * @param localCopy the copy on this machine, if there is one
	 * @return its status
	 */
	public synchronized StoreStatus status(Optional<StoreStatus.Copy> localCopy) {
		return new StoreStatus(this.type, this.lastSuccess, (this.outage != null) ? this.outage.present() : null,
				this.lastTrouble, localCopy.orElse(null));
	}

	/**
	 * Returns whether something is the matter that was reported.
	 * @return whether the store is in trouble
	 */
	public synchronized boolean isInTrouble() {
		return this.outage != null;
	}

	/**
	 * Returns whether something is the matter that only a write can show to be over.
	 * @return whether it is worth writing something
	 */
	public synchronized boolean isToBeProved() {
		return this.outage != null && !this.outage.endsWith(StoreCall.READ, Instant.MAX);
	}

	/**
	 * Records that the store had lost something that was put back.
	 * @param what what was put back
	 */
	public synchronized void wiped(String what) {
		Instant now = this.clock.instant();
		this.report.wiped(this.type, what, isWipedSince(now.minus(Outage.SETTLED)));
		this.lastTrouble = new Trouble(Kind.WIPED,
				"The store had lost what it held. Put back from this instance: " + what + ".", now, now);
	}

	synchronized void succeeded(StoreCall call, Duration duration) {
		Instant now = this.clock.instant();
		boolean first = this.lastSuccess == null;
		this.lastSuccess = now;
		if (duration.compareTo(PATIENCE) > 0 && !first) {
			seen(new Outage(Kind.SLOW, "The store took " + StoreReport.text(duration) + " to answer.", now, now, call));
		}
		else if (this.outage != null && this.outage.endsWith(call, now)) {
			this.lastTrouble = this.outage.over(now);
			this.report.over(this.type, this.lastTrouble);
			this.outage = null;
		}
	}

	synchronized void failed(StoreCall call, RuntimeException failure) {
		Instant now = this.clock.instant();
		seen((failure instanceof StoreException known)
				? new Outage(Kind.valueOf(known.getTrouble().name()), message(known), now, now, call)
				: new Outage(Kind.OTHER, "Unexpected " + failure.getClass().getSimpleName() + " of the store.", now,
						now, call));
	}

	private void seen(Outage seen) {
		if (this.outage == null) {
			this.outage = seen;
			this.report.began(this.type, seen);
		}
		else {
			this.outage = this.outage.seenAgain(seen);
		}
	}

	private boolean isWipedSince(Instant instant) {
		return this.lastTrouble != null && this.lastTrouble.kind() == Kind.WIPED
				&& this.lastTrouble.since().isAfter(instant);
	}

	private static String message(StoreException failure) {
		return CREDENTIALS.matcher(String.valueOf(failure.getMessage())).replaceAll("******");
	}

	private static String typeOf(AcmeStore store) {
		Class<?> type = ClassUtils.getUserClass(store);
		String ours = AcmeStore.class.getPackageName() + ".";
		String home = type.getPackageName();
		return home.startsWith(ours) ? home.substring(ours.length()) : ClassUtils.getShortName(type);
	}

}
