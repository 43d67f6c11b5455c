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

package io.github.acmeboot.challenge.dns;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.log.LogMessage;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.dns.lookup.Propagation;
import io.github.acmeboot.challenge.dns.lookup.Sighting;

/**
 * Watches one record until it is visible and the caches of the CA had their time. A look
 * that fails is one that has not seen the record.
 */
final class VisibilityWatch {

	private static final Log logger = LogFactory.getLog(VisibilityWatch.class);

	private final TxtRecord record;

	private final Propagation propagation;

	private final PropagationSettings settings;

	private final LongSupplier nanoTime;

	private @Nullable Long begun;

	private @Nullable Long visibleSince;

	private boolean reported;

	/**
	 * Creates a watch. Its time begins with the first look.
	 * @param record the record
	 * @param propagation looks at the record
	 * @param settings how long to wait
	 * @param nanoTime a monotonic clock
	 */
	VisibilityWatch(TxtRecord record, Propagation propagation, PropagationSettings settings, LongSupplier nanoTime) {
		this.record = record;
		this.propagation = propagation;
		this.settings = settings;
		this.nanoTime = nanoTime;
	}

	synchronized Optional<Duration> untilVisible() {
		if (this.begun == null) {
			this.begun = this.nanoTime.getAsLong();
		}
		if (this.visibleSince == null) {
			Optional<Duration> wait = this.settings.enabled() ? look(this.begun) : Optional.empty();
			if (wait.isPresent()) {
				return wait;
			}
			this.visibleSince = this.nanoTime.getAsLong();
		}
		return positive(this.settings.delay().minus(since(this.visibleSince)));
	}

	private Optional<Duration> look(long begun) {
		Sighting sighting = look();
		if (sighting.visible()) {
			return Optional.empty();
		}
		report(sighting);
		Duration left = positive(this.settings.timeout().minus(since(begun))).orElseThrow(() -> invisible(sighting));
		return Optional.of((left.compareTo(this.settings.interval()) < 0) ? left : this.settings.interval());
	}

	private void report(Sighting sighting) {
		if (this.reported) {
			logger.debug(LogMessage.format("%s is not visible yet: %s", this.record, sighting.description()));
			return;
		}
		this.reported = true;
		logger.info("Waiting up to %s for %s to be visible: %s".formatted(text(this.settings.timeout()), this.record,
				sighting.description()));
	}

	private Sighting look() {
		try {
			return this.propagation.look(this.record.name(), this.record.value());
		}
		catch (AcmeException ex) {
			if (ex.getReason() != Reason.DNS) {
				throw ex;
			}
			return new Sighting(false, String.valueOf(ex.getMessage()));
		}
	}

	private Duration since(long instant) {
		return Duration.ofNanos(this.nanoTime.getAsLong() - instant);
	}

	private AcmeException invisible(Sighting sighting) {
		return new AcmeException(Reason.DNS,
				("The TXT record of '%s' was added, but is not visible to everybody after %s, so the CA was not asked: %s. "
						+ "Wait for slow servers with 'acme.challenge.dns.propagation.timeout', go without some of them with "
						+ "'acme.challenge.dns.propagation.quorum', or, if they cannot be asked from here, set "
						+ "'acme.challenge.dns.propagation.enabled' to 'false' and a 'delay'.")
					.formatted(this.record.name(), text(this.settings.timeout()), sighting.description()));
	}

	private static String text(Duration duration) {
		return duration.toString().substring(2).toLowerCase(Locale.ROOT);
	}

	private static Optional<Duration> positive(Duration duration) {
		return (duration.isZero() || duration.isNegative()) ? Optional.empty() : Optional.of(duration);
	}

}
