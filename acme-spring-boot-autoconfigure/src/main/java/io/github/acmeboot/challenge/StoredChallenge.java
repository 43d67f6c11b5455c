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

package io.github.acmeboot.challenge;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.github.acmeboot.store.repository.ChallengeAnswers;

/**
 * An answer that this instance gives from memory, and all others from the store.
 */
public final class StoredChallenge implements PresentedChallenge {

	private final AtomicBoolean closed = new AtomicBoolean();

	private final PresentedChallenge local;

	private final Runnable removal;

	private StoredChallenge(PresentedChallenge local, Runnable removal) {
		this.local = local;
		this.removal = removal;
	}

	/**
	 * Stores an answer, then presents it.
	 * @param answers where the other instances look
	 * @param type the type of the challenge
	 * @param challenge what to answer
	 * @param presentation presents the answer in this instance
	 * @return the answer
	 */
	public static PresentedChallenge present(ChallengeAnswers answers, String type, ChallengeRequest challenge,
			Function<ChallengeRequest, PresentedChallenge> presentation) {
		String id = answers.add(type, challenge.identifier(), challenge.token(), challenge.keyAuthorization(),
				challenge.expires());
		return new StoredChallenge(presentation.apply(challenge),
				() -> answers.remove(type, challenge.identifier(), id));
	}

	@Override
	public void onFetched(Runnable listener) {
		this.local.onFetched(listener);
	}

	@Override
	public Duration settlingTime() {
		return this.local.settlingTime();
	}

	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.local.close();
			this.removal.run();
		}
	}

}
