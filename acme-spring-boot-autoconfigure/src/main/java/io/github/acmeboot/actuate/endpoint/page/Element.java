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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.springframework.web.util.HtmlUtils;

/**
 * An element of the page. What comes from elsewhere gets in as a text or the value of an
 * attribute only, and is escaped by being one.
 */
final class Element {

	private static final Set<String> VOID = Set.of("meta", "link", "br");

	private final String name;

	private final Map<String, String> attributes = new LinkedHashMap<>();

	private final List<Consumer<StringBuilder>> content = new ArrayList<>();

	Element(String name) {
		this.name = name;
	}

	/**
	 * Creates an element of a class.
	 * @param name the name of the element
	 * @param styles the names of its classes, separated by spaces
	 * @return the element
	 */
	static Element of(String name, String styles) {
		return new Element(name).with("class", styles);
	}

	Element with(String attribute, String value) {
		this.attributes.put(attribute, value);
		return this;
	}

	Element text(Object text) {
		this.content.add((html) -> html.append(escape(text.toString())));
		return this;
	}

	Element add(Element... children) {
		for (Element child : children) {
			this.content.add(child::write);
		}
		return this;
	}

	Element addAll(List<Element> children) {
		return add(children.toArray(Element[]::new));
	}

	/**
	 * Adds a style sheet or script of ours as it is.
	 * @param asset the style sheet or script
	 * @return this element
	 */
	Element add(PageAsset asset) {
		this.content.add((html) -> html.append(asset.content()));
		return this;
	}

	private void write(StringBuilder html) {
		html.append('<').append(this.name);
		this.attributes.forEach((attribute,
				value) -> html.append(' ').append(attribute).append("=\"").append(escape(value)).append('"'));
		html.append('>');
		if (!VOID.contains(this.name)) {
			this.content.forEach((part) -> part.accept(html));
			html.append("</").append(this.name).append('>');
		}
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

	@Override
	public String toString() {
		StringBuilder html = new StringBuilder();
		write(html);
		return html.toString();
	}

}
