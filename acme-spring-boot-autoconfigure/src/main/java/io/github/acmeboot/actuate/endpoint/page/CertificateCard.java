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

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.doctor.Diagnosis;
import io.github.acmeboot.renewal.forecast.CertificatePlan;

/**
 * One certificate: how it stands, its life, what went wrong, and what comes next.
 *
 * @param status how it stands
 * @param plan what comes next, or {@code null} if that is not known
 * @param diagnosis what the doctor has found, or {@code null} if it has not looked
 * @param number its number on the page
 * @param instants the present
 * @param writable whether operations are allowed
 */
record CertificateCard(CertificateStatus status, @Nullable CertificatePlan plan, @Nullable Diagnosis diagnosis,
		int number, Instants instants, boolean writable) {

	private static final Set<String> LINKED = Set.of("http", "https");

	String id() {
		return "certificate-" + this.number;
	}

	Standing standing() {
		return Standing.of(this.status, this.instants.now());
	}

	Element draw() {
		Standing standing = standing();
		Element card = Element.of("article", "card " + standing.style())
			.with("id", id())
			.with("aria-labelledby", id() + "-name")
			.add(head(standing));
		life(card, standing);
		card.add(facts());
		failure(card);
		if (this.plan != null) {
			card.add(new PlanSection(this.plan, this.instants).draw());
		}
		if (this.diagnosis != null) {
			card.add(new DiagnosisSection(this.diagnosis, this.instants).draw());
		}
		return this.writable ? card.add(operations()) : card;
	}

	private Element head(Standing standing) {
		Element head = Element.of("header", "head")
			.add(new Element("h3").with("id", id() + "-name").text(this.status.name()), standing.badge());
		if (standing != Standing.PAUSED && this.status.pausedSince() != null) {
			head.add(Standing.PAUSED.badge());
		}
		return head.add(Element.of("p", "domains")
			.text(this.status.identifiers().stream().map(Identifier::value).collect(Collectors.joining(", "))));
	}

	private void life(Element card, Standing standing) {
		if (this.status.notBefore() == null || this.status.notAfter() == null) {
			card.add(Element.of("p", "explanation")
				.text("Clients get a self-signed placeholder: no certificate was issued yet."));
			return;
		}
		LifeBar bar = new LifeBar(this.status.notBefore(), this.status.notAfter(), this.status.renewal(),
				(this.plan != null) ? this.plan.latest() : null, this.instants);
		card.add(bar.draw(this.status.name(), standing.style()), legend());
	}

	private Element legend() {
		Element legend = Element.of("p", "legend").with("aria-hidden", "true");
		legend.add(new Element("span").text(Instants.day(Objects.requireNonNull(this.status.notBefore()))));
		legend.add(key("now", "now"));
		if (this.status.renewal() != null) {
			legend.add(key("renewal", "planned renewal"));
		}
		if (this.plan != null && this.plan.latest() != null) {
			legend.add(key("latest", "latest safe renewal"));
		}
		return legend.add(Element.of("span", "end").text(Instants.day(Objects.requireNonNull(this.status.notAfter()))));
	}

	private static Element key(String style, String word) {
		return Element.of("span", "key").add(Element.of("span", "mark " + style)).text(word);
	}

	private Element facts() {
		Facts facts = new Facts(this.instants);
		facts.add("Expires", this.status.notAfter());
		facts.add("Renewal", this.status.renewal());
		facts.add("Next attempt", (this.plan != null) ? this.plan.at() : this.status.nextAttempt());
		facts.add("Issued", this.status.notBefore());
		facts.add("Paused", this.status.pausedSince());
		facts.add("Issuer", this.status.issuer());
		facts.code("Serial", this.status.serial());
		facts.add("Generation", generation());
		return facts.draw();
	}

	private @Nullable String generation() {
		if (this.status.generation() == 0) {
			return null;
		}
		return this.status.generation() + (this.status.rolledBack() ? ", rolled back to" : "");
	}

	private void failure(Element card) {
		CertificateStatus.Failure failure = this.status.lastFailure();
		if (failure != null) {
			String reason = failure.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
			card.add(Element.of("section", "failure")
				.with("aria-labelledby", id() + "-failure")
				.add(new Element("h4").with("id", id() + "-failure").text("Last failure: " + reason),
						Instants.prose("p", failure.message()),
						Element.of("p", "aside")
							.add(this.instants.show(failure.at()))
							.text((failure.count() > 1) ? ", " + failure.count() + " in a row" : "")));
		}
		explanation(this.status.explanationUrl()).forEach(card::add);
	}

	private static List<Element> explanation(@Nullable URI url) {
		List<Element> explanation = new ArrayList<>();
		if (url != null && LINKED.contains(Objects.requireNonNullElse(url.getScheme(), "").toLowerCase(Locale.ROOT))) {
			explanation.add(new Element("p").text("The CA explains when it wants it renewed: ")
				.add(new Element("a").with("href", url.toString())
					.with("rel", "noopener noreferrer")
					.text(url.toString())));
		}
		return explanation;
	}

	private Element operations() {
		boolean paused = this.status.pausedSince() != null;
		return Element.of("footer", "operations")
			.with("hidden", "")
			.add(button("renew", "Renew"), paused ? button("resume", "Resume") : button("pause", "Pause"),
					button("doctor", "Run the doctor").with("aria-label", "Run the doctor on " + this.status.name()),
					Element.of("p", "message").with("role", "status"));
	}

	private Element button(String operation, String word) {
		return new Element("button").with("type", "button")
			.with("data-operation", operation)
			.with("data-certificate", this.status.name())
			.with("aria-label", word + " " + this.status.name())
			.text(word);
	}

}
