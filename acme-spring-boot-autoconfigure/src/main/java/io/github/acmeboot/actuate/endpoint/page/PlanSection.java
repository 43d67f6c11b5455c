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

import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Cost;
import io.github.acmeboot.renewal.forecast.CertificatePlan;
import io.github.acmeboot.renewal.forecast.CertificatePlan.Source;

/**
 * What comes next for a certificate, and what it costs.
 *
 * @param plan the plan
 * @param instants the present
 */
record PlanSection(CertificatePlan plan, Instants instants) {

	Element draw() {
		Element section = Element.of("section", "plan")
			.add(new Element("h4").text("What happens next"), Instants.prose("p", this.plan.reason()));
		if (!this.plan.sources().isEmpty()) {
			Element list = new Element("ol");
			this.plan.sources().forEach((source) -> list.add(source(source)));
			section
				.add(new Element("details").add(new Element("summary").text("Who is asked, and what it costs"), list));
		}
		return section;
	}

	private Element source(Source source) {
		Element item = new Element("li").add(new Element("strong").text(source.issuer())).text(": " + words(source));
		if (source.refusal() != null) {
			item.add(Instants.prose("span", " " + source.refusal()));
		}
		return source.costs().isEmpty() ? item : item.add(costs(source));
	}

	private static String words(Source source) {
		if (!source.isAsked()) {
			return "not asked before its limits allow it.";
		}
		if (source.underWay()) {
			return "the order under way is gone on with; it is paid for.";
		}
		String counted = source.renewal() ? "counts as a renewal" : "counts as a new certificate";
		return counted
				+ (source.exempt() ? ", and is exempt from the limits where the CA offers renewal information." : ".");
	}

	private static Element costs(Source source) {
		Element list = new Element("ul");
		for (Cost cost : source.costs()) {
			list.add(new Element("li")
				.text(cost.limit() + ((cost.subject() != null) ? " of " + cost.subject() : "") + ": " + cost.remaining()
						+ " of " + cost.size().size() + " left, " + cost.afterwards() + " afterwards"));
		}
		return list;
	}

}
