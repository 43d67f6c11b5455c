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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The life of a certificate as a bar from its issue to its expiry.
 *
 * @param begin the start of its validity
 * @param end the end of its validity
 * @param renewal the planned renewal
 * @param latest the latest instant that leaves time for a renewal
 * @param instants the present
 */
record LifeBar(Instant begin, Instant end, @Nullable Instant renewal, @Nullable Instant latest, Instants instants) {

	Element draw(String name, String style) {
		Instant now = this.instants.now();
		Element bar = Element.of("svg", "life " + style)
			.with("role", "img")
			.with("width", "100%")
			.with("height", "36")
			.with("aria-label", "Life of certificate " + name)
			.add(new Element("desc").text(describe()));
		bar.add(rect("track", "0%", "100%"), rect("used", "0%", position(now)));
		if (this.latest != null) {
			bar.add(line("latest", this.latest));
		}
		if (this.renewal != null) {
			bar.add(line("renewal", this.renewal),
					new Element("circle").with("class", "renewal")
						.with("cx", position(this.renewal))
						.with("cy", "5")
						.with("r", "5"));
		}
		return bar.add(line("now", now));
	}

	String describe() {
		List<String> parts = new ArrayList<>();
		parts.add("Issued " + Instants.text(this.begin));
		parts.add("now " + Instants.text(this.instants.now()) + ", " + percent(this.instants.now())
				+ " % of the life used");
		if (this.renewal != null) {
			parts.add("renewal " + Instants.text(this.renewal));
		}
		if (this.latest != null) {
			parts.add("latest safe renewal " + Instants.text(this.latest));
		}
		parts.add("expires " + Instants.text(this.end));
		return String.join("; ", parts) + ".";
	}

	private Element rect(String style, String x, String width) {
		return Element.of("rect", style)
			.with("x", x)
			.with("y", "10")
			.with("width", width)
			.with("height", "16")
			.with("rx", "4");
	}

	private Element line(String style, Instant instant) {
		String x = position(instant);
		return Element.of("line", style).with("x1", x).with("x2", x).with("y1", "4").with("y2", "32");
	}

	private long percent(Instant instant) {
		return Math.round(share(instant));
	}

	private String position(Instant instant) {
		return String.format(Locale.ROOT, "%.2f%%", share(instant));
	}

	private double share(Instant instant) {
		double life = Math.max(Duration.between(this.begin, this.end).toMillis(), 1);
		return Math.min(Math.max(100 * Duration.between(this.begin, instant).toMillis() / life, 0), 100);
	}

}
