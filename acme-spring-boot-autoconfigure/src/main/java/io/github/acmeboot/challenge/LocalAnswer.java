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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * An answer that this instance presents itself, and therefore sees being fetched.
 */
final class LocalAnswer implements PresentedChallenge {

	private static final Log logger = LogFactory.getLog(LocalAnswer.class);

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	private final ChallengeRequest challenge;

	private final Duration settlingTime;

	private final Consumer<LocalAnswer> onClose;

	LocalAnswer(ChallengeRequest challenge, Duration settlingTime, Consumer<LocalAnswer> onClose) {
		this.challenge = challenge;
		this.settlingTime = settlingTime;
		this.onClose = onClose;
	}

	ChallengeRequest challenge() {
		return this.challenge;
	}

	@Override
	public void onFetched(Runnable listener) {
		this.listeners.add(listener);
	}

	void fetched() {
		for (Runnable listener : this.listeners) {
			try {
				listener.run();
			}
			catch (RuntimeException ex) {
				logger.warn(
						"A listener failed when the CA fetched the answer for '" + this.challenge.identifier() + "'",
						ex);
			}
		}
	}

	@Override
	public Duration settlingTime() {
		return this.settlingTime;
	}

	@Override
	public void close() {
		this.onClose.accept(this);
	}

}
