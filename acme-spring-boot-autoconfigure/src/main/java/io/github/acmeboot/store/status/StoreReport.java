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

import java.time.Duration;
import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.StoreStatus.Kind;
import io.github.acmeboot.StoreStatus.Trouble;

/**
 * Tells operators about the store: one line when trouble begins and one when it is over.
 */
final class StoreReport {

	private static final Log logger = LogFactory.getLog(StoreReport.class);

	void began(String type, Outage outage) {
		logger.warn("The store '" + type + "' " + describe(outage.kind()) + ": " + outage.message()
				+ " What is served stays as it is, and no certificate is ordered that could not be saved.");
	}

	void over(String type, Trouble trouble) {
		Duration duration = (trouble.until() != null) ? Duration.between(trouble.since(), trouble.until())
				: Duration.ZERO;
		logger.info(
				"The store '" + type + "' works again; for " + text(duration) + " it " + describePast(trouble.kind()));
	}

	void wiped(String type, String what, boolean again) {
		if (again) {
			logger.info("Put back into the store '" + type + "' too: " + what);
		}
		else {
			logger.warn("The store '" + type + "' has lost what it held. Put back from this instance: " + what
					+ ". Check why it was emptied, and that it keeps its values when it is restarted.");
		}
	}

	static String text(Duration duration) {
		if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
			return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
		}
		return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
	}

	private static String describe(Kind kind) {
		return switch (kind) {
			case UNREACHABLE -> "cannot be reached";
			case SLOW -> "is slow";
			case READ_ONLY -> "cannot be written to";
			case FULL -> "is full";
			case DENIED -> "does not let us in";
			case WIPED -> "has lost what it held";
			case OTHER -> "fails";
		};
	}

	private static String describePast(Kind kind) {
		return switch (kind) {
			case UNREACHABLE -> "could not be reached";
			case SLOW -> "was slow";
			case READ_ONLY -> "could not be written to";
			case FULL -> "was full";
			case DENIED -> "did not let us in";
			case WIPED -> "had lost what it held";
			case OTHER -> "failed";
		};
	}

}
