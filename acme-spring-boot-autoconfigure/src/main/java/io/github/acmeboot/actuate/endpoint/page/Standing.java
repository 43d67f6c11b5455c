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

package io.github.acmeboot.actuate.endpoint.page;

import java.time.Duration;
import java.time.Instant;

import io.github.acmeboot.CertificateStatus;

/**
 * How a certificate stands in one word, the worst first.
 */
enum Standing {

	EXPIRED("Expired", "×", "bad"),

	PLACEHOLDER("Placeholder", "×", "bad"),

	REVOKED("Revoked", "×", "bad"),

	OVERDUE("Overdue", "!", "warn"),

	FAILING("Failing", "!", "warn"),

	PAUSED("Paused", "‖", "idle"),

	VALID("Valid", "✓", "good");

	private static final int SHARE_OF_LIFE = 30;

	private final String word;

	private final String symbol;

	private final String style;

	Standing(String word, String symbol, String style) {
		this.word = word;
		this.symbol = symbol;
		this.style = style;
	}

	String word() {
		return this.word;
	}

	String style() {
		return this.style;
	}

	Element badge() {
		return Element.of("span", "badge " + this.style)
			.add(Element.of("span", "symbol").with("aria-hidden", "true").text(this.symbol))
			.text(this.word);
	}

	/**
	 * Returns how a certificate stands. It is overdue when its renewal is late by more
	 * than what a failure or two cost.
	 * @param status its status
	 * @param now the present
	 * @return the word for it
	 */
	static Standing of(CertificateStatus status, Instant now) {
		return switch (status.state()) {
			case EXPIRED -> EXPIRED;
			case PLACEHOLDER -> PLACEHOLDER;
			case REVOKED -> REVOKED;
			case VALID -> ofValid(status, now);
		};
	}

	private static Standing ofValid(CertificateStatus status, Instant now) {
		if (isOverdue(status, now)) {
			return OVERDUE;
		}
		if (status.lastFailure() != null) {
			return FAILING;
		}
		return (status.pausedSince() != null) ? PAUSED : VALID;
	}

	private static boolean isOverdue(CertificateStatus status, Instant now) {
		Instant begin = status.notBefore();
		Instant end = status.notAfter();
		Instant renewal = status.renewal();
		return begin != null && end != null && renewal != null
				&& renewal.plus(Duration.between(begin, end).dividedBy(SHARE_OF_LIFE)).isBefore(now);
	}

}
