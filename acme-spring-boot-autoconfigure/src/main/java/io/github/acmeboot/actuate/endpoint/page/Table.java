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
import java.util.List;

/**
 * A table with a caption and headers.
 */
final class Table {

	private final String caption;

	private final List<String> columns;

	private final List<Element> rows = new ArrayList<>();

	Table(String caption, String... columns) {
		this.caption = caption;
		this.columns = List.of(columns);
	}

	/**
	 * Adds a row.
	 * @param cells its cells, the first being its header
	 */
	void row(Element... cells) {
		Element row = new Element("tr");
		for (int column = 0; column < cells.length; column++) {
			Element cell = (column == 0) ? new Element("th").with("scope", "row") : new Element("td");
			row.add(cell.with("data-label", this.columns.get(column)).add(cells[column]));
		}
		this.rows.add(row);
	}

	boolean isEmpty() {
		return this.rows.isEmpty();
	}

	Element draw() {
		Element head = new Element("tr");
		this.columns.forEach((column) -> head.add(new Element("th").with("scope", "col").text(column)));
		return new Element("table").add(new Element("caption").text(this.caption), new Element("thead").add(head),
				new Element("tbody").addAll(this.rows));
	}

	static Element cell(Object text) {
		return new Element("span").text(text);
	}

}
