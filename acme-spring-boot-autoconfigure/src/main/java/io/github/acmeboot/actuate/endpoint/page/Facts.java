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

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A list of names and values, of those that are known.
 */
final class Facts {

	private final Instants instants;

	private final Element list = Element.of("dl", "facts");

	Facts(Instants instants) {
		this.instants = instants;
	}

	void add(String name, @Nullable Instant instant) {
		if (instant != null) {
			add(name, this.instants.show(instant));
		}
	}

	void add(String name, @Nullable String text) {
		if (text != null) {
			add(name, new Element("span").text(text));
		}
	}

	void code(String name, @Nullable String text) {
		if (text != null) {
			this.list.add(Element.of("div", "long")
				.add(new Element("dt").text(name), new Element("dd").add(new Element("code").text(text))));
		}
	}

	private void add(String name, Element value) {
		this.list.add(new Element("div").add(new Element("dt").text(name), new Element("dd").add(value)));
	}

	Element draw() {
		return this.list;
	}

}
