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

package io.github.acmeboot.renewal.forecast;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.renewal.forecast.CertificatePlan.Source;

/**
 * Says in plain words what happens to a certificate next, and why.
 */
final class PlanWords {

	private final Situation situation;

	private final String name;

	private final String when;

	private final @Nullable Instant at;

	private final List<Source> sources;

	PlanWords(Situation situation, @Nullable Instant at, List<Source> sources) {
		this.situation = situation;
		this.name = "'" + situation.wanted().name() + "'";
		this.at = at;
		this.when = (at != null) ? text(at) : "never";
		this.sources = sources;
	}

	String of(PlannedStep step) {
		return switch (step) {
			case FIRST_ORDER -> "There is no certificate " + this.name + " yet. It is ordered at " + this.when + ".";
			case RENEWAL -> renewal();
			case SUGGESTED_RENEWAL ->
				"Renewed at " + this.when + ", which the CA wants, or which is the latest that is safe.";
			case LATE_RENEWAL -> "It was rolled back to. Renewed at " + this.when + ", as late as is safe.";
			case REPLACEMENT -> "It was revoked. Another one is ordered at " + this.when + ".";
			case CHANGE -> "Something else is wanted than what it was ordered as. Ordered at " + this.when + ".";
			case RETRY -> "The last attempt failed. Tried again at " + this.when + ".";
			case WAIT_FOR_LIMIT -> waiting();
			case ORDER_UNDER_WAY -> "An order is under way with " + underWay() + ". It is gone on with at " + this.when
					+ " if the CA still keeps it.";
			default -> withoutOrder(step);
		};
	}

	private String withoutOrder(PlannedStep step) {
		return switch (step) {
			case SAVE -> "A new certificate was issued, but the store has not taken it. It is served, and saved at "
					+ this.when + " if the store takes it then. None is ordered in its place.";
			case PRESENTATION -> "A new certificate is stored, but could not be presented. That is tried again at "
					+ this.when + ". None is ordered in its place.";
			case WAIT_FOR_STORE ->
				"The store fails. Looked at again at " + this.when + "; nothing is ordered before it can be saved.";
			case PAUSED -> "Paused since " + text(Objects.requireNonNull(this.situation.state().paused()))
					+ ": nothing is ordered by itself. Resume it, or renew it by hand.";
			case CEASED -> "It was revoked because it is not needed any more. Nothing is ordered before somebody asks "
					+ "for it, or something else is wanted.";
			case NOTHING_LISTENS -> "No web server is listening that could answer the challenges of a CA. What is "
					+ "stored is served, nothing is ordered.";
			default -> "Automatic renewal is off, by 'acme.renewal.enabled' or 'acme.certificates."
					+ this.situation.wanted().name() + ".renewal.enabled'. Renew it by hand.";
		};
	}

	private String renewal() {
		boolean configured = this.situation.wanted().renewBefore() != null;
		return "Renewed at " + this.when + this.situation.held().map(this::left).orElse("")
				+ (configured ? ", as 'renew-before' says." : ".");
	}

	private String left(IssuedCertificate held) {
		Duration left = Duration.between(Objects.requireNonNull(this.at), held.notAfter());
		long percent = Math.round(100.0 * left.toSeconds() / Math.max(held.life().toSeconds(), 1));
		return (percent > 0) ? " with " + percent + " % of its life left" : "";
	}

	private String waiting() {
		return this.sources.stream()
			.map(Source::refusal)
			.filter(Objects::nonNull)
			.findFirst()
			.map((refusal) -> "Waits for the limits of the CA until " + this.when + ". " + refusal)
			.orElse("The CA wants to be asked again no sooner. Tried again at " + this.when + ".");
	}

	private String underWay() {
		return "'" + this.sources.stream().filter(Source::underWay).map(Source::issuer).findFirst().orElse("") + "'";
	}

	private static String text(Instant instant) {
		return instant.truncatedTo(ChronoUnit.SECONDS).toString();
	}

}
