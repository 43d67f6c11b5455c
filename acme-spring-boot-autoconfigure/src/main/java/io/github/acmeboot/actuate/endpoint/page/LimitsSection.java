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

import java.util.List;
import java.util.Locale;

import io.github.acmeboot.issuer.ratelimit.RateLimitStatus;

/**
 * What is left of the limits of the CAs.
 *
 * @param limits the limits by issuer
 * @param instants the present
 */
record LimitsSection(List<RateLimitStatus> limits, Instants instants) {

	List<Element> draw() {
		return this.limits.stream().filter(this::isKnown).map(this::draw).toList();
	}

	private boolean isKnown(RateLimitStatus status) {
		return !status.limits().isEmpty() || !status.retryAfter().isEmpty();
	}

	private Element draw(RateLimitStatus status) {
		Element issuer = new Element("div");
		Table table = new Table("Limits of " + status.issuer() + ", as we have counted", "Limit", "Left", "Of", "Next");
		status.limits().forEach((spent) -> table.row(name(spent), meter(spent), Table.cell(spent.size()), next(spent)));
		if (!table.isEmpty()) {
			issuer.add(table.draw());
		}
		status.retryAfter()
			.forEach((held) -> issuer.add(Element.of("p", "hold")
				.text(status.issuer() + " wants to be left alone with " + held.what() + " until ")
				.add(this.instants.show(held.until()))));
		return issuer;
	}

	private static Element name(RateLimitStatus.Spent spent) {
		Element name = Table.cell(spent.limit().toString().replace('-', ' '));
		return (spent.subject() != null) ? name.add(Element.of("span", "aside").text(" " + spent.subject())) : name;
	}

	private static Element meter(RateLimitStatus.Spent spent) {
		double share = 100.0 * spent.remaining() / Math.max(spent.size().size(), 1);
		String style = (share < 10) ? "bad" : (share < 35) ? "warn" : "good";
		return Element.of("span", "meter")
			.add(Element.of("svg", style)
				.with("role", "meter")
				.with("aria-label", spent.limit() + " left")
				.with("aria-valuemin", "0")
				.with("aria-valuemax", String.valueOf(spent.size().size()))
				.with("aria-valuenow", String.valueOf(spent.remaining()))
				.with("width", "80")
				.with("height", "10")
				.add(bar("track", 100), bar("rest", share)))
			.text(" " + spent.remaining());
	}

	private static Element bar(String style, double share) {
		return Element.of("rect", style)
			.with("width", String.format(Locale.ROOT, "%.1f%%", share))
			.with("height", "10")
			.with("rx", "3");
	}

	private Element next(RateLimitStatus.Spent spent) {
		return (spent.next() != null) ? this.instants.show(spent.next()) : Table.cell("now");
	}

}
