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

package io.github.acmeboot.lock;

import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Takes back what a register may have done, or may still do, although it did not say so.
 */
final class Undoing {

	private static final Log logger = LogFactory.getLog(Undoing.class);

	private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(1);

	private final LeaseTimer timer;

	Undoing(LeaseTimer timer) {
		this.timer = timer;
	}

	/**
	 * Releases a claim time and again, for as long as it can last.
	 * @param claim the claim
	 */
	void undo(Claim claim) {
		long end = this.timer.nanoTime() + claim.nanos();
		this.timer.after(0, () -> undo(claim, end));
	}

	private void undo(Claim claim, long end) {
		try {
			claim.release();
		}
		catch (RuntimeException ex) {
			logger.debug("Unable to release the lock " + claim + " for the moment", ex);
		}
		long left = end - this.timer.nanoTime();
		if (left > 0) {
			this.timer.after(Math.min(left, Math.min(LONGEST_WAIT, claim.nanos() / 10)), () -> undo(claim, end));
		}
	}

}
