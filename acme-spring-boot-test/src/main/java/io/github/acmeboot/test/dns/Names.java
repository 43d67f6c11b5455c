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

package io.github.acmeboot.test.dns;

import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/**
 * Names as people write them, and as DNS does.
 */
final class Names {

	private Names() {
	}

	static Name absolute(String text) {
		return below(Name.root, text);
	}

	static Name below(Name parent, String text) {
		try {
			return Name.fromString(text, parent);
		}
		catch (TextParseException ex) {
			throw new IllegalArgumentException("'" + text + "' is not a DNS name: " + ex.getMessage(), ex);
		}
	}

	static String text(Name name) {
		return name.toString(true);
	}

}
