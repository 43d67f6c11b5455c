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

package io.github.acmeboot.challenge.dns;

import java.util.Locale;

/**
 * One value of the TXT records of a name (RFC 8555 section 8.4).
 *
 * @param name the full name, in lower case and without the final dot, such as
 * {@code _acme-challenge.example.com}. Where that is a CNAME, the name it leads to
 * @param value the value, without quotes
 */
public record TxtRecord(String name, String value) {

	public TxtRecord {
		String withoutDot = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
		name = withoutDot.toLowerCase(Locale.ROOT);
	}

	@Override
	public String toString() {
		return "TXT '" + this.name + "'";
	}

}
