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

package io.github.acmeboot.store.sealing;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.UnreadableValueException;

/**
 * Seals everything with the first key now, rather than when it is written next: what was
 * sealed with an older one, and what was stored in clear. Every value is replaced as it
 * was read or not at all, so that several instances may do this at once, and while
 * certificates are renewed.
 */
public final class Resealing {

	private static final Log logger = LogFactory.getLog(Resealing.class);

	private static final List<String> KINDS = List.of("accounts", "banned-keys", "certificates", "challenges",
			"dns-records", "fences", "housekeeping", "ledger", "orders", "probe", "state", "unsaved");

	/**
	 * The kinds whose values are forgotten after some time.
	 */
	private static final Set<String> PASSING = Set.of("challenges", "housekeeping", "probe");

	private static final Pattern COPY = Pattern.compile("[^/]+/.+/" + SealedAcmeStore.REFUSED + "/[0-9a-f]{32}");

	/**
	 * The time they are kept at least. An answer to a challenge says itself when it
	 * expires; this is only for the store to clean up.
	 */
	private static final Duration TIME_TO_LIVE = Duration.ofDays(1);

	private static final int MAX_ATTEMPTS = 100;

	private final StoreSealing sealing;

	public Resealing(StoreSealing sealing) {
		this.sealing = sealing;
	}

	/**
	 * Seals everything with the first key.
	 * @return what became of the values
	 * @throws AcmeException if there are no keys
	 * @throws StoreException if the store fails; what was done until then is done, and
	 * the rest is as it was
	 */
	public Report reseal() {
		if (!this.sealing.hasKeys()) {
			throw new AcmeException(AcmeException.Reason.CONFIGURATION,
					"There is nothing to seal with. Set 'acme.store.encryption.keys' on all instances first.");
		}
		Tally tally = new Tally();
		for (SealedAcmeStore store : this.sealing.stores()) {
			KINDS.forEach((kind) -> reseal(store, kind, tally));
		}
		Report report = tally.report();
		logger.info("Sealed anew with the first of 'acme.store.encryption.keys': " + report.resealed()
				+ " stored values; sealed with it before: " + report.unchanged() + ", left for lack of their key: "
				+ report.unknownKey() + ", unreadable: " + report.unreadable());
		return report;
	}

	private static void reseal(SealedAcmeStore store, String kind, Tally tally) {
		Duration timeToLive = PASSING.contains(kind) ? TIME_TO_LIVE : null;
		store.list(kind + "/")
			.stream()
			.filter((key) -> !COPY.matcher(key).matches())
			.forEach((key) -> reseal(store, key, timeToLive, tally));
	}

	private static void reseal(SealedAcmeStore store, String key, @Nullable Duration timeToLive, Tally tally) {
		try {
			if (resealAtLast(store, key, timeToLive, tally)) {
				tally.resealed++;
			}
			else {
				tally.unchanged++;
			}
		}
		catch (SealedValueException ex) {
			logger.warn(ex.getMessage());
			tally.unknownKey++;
		}
		catch (UnreadableValueException ex) {
			logger.warn(ex.getMessage());
			tally.unreadable++;
		}
	}

	private static boolean resealAtLast(SealedAcmeStore store, String key, @Nullable Duration timeToLive, Tally tally) {
		for (int attempt = 1;; attempt++) {
			try {
				return store.reseal(key, timeToLive);
			}
			catch (StaleWriteException ex) {
				tally.retried++;
				if (attempt == MAX_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	/**
	 * What became of the values.
	 *
	 * @param resealed how many are sealed with the first key now and were not before
	 * @param unchanged how many were sealed with it already
	 * @param unknownKey how many this instance has no key for; they are as they were
	 * @param unreadable how many nobody can open; they are as they were
	 * @param retried how many times another instance wrote a value first
	 */
	public record Report(int resealed, int unchanged, int unknownKey, int unreadable, int retried) {

	}

	private static final class Tally {

		private int resealed;

		private int unchanged;

		private int unknownKey;

		private int unreadable;

		private int retried;

		private Report report() {
			return new Report(this.resealed, this.unchanged, this.unknownKey, this.unreadable, this.retried);
		}

	}

}
