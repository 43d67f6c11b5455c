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

package io.github.acmeboot.challenge.dns.lookup;

import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;

/**
 * Turns names into those of the DNS and back.
 */
final class Names {

	private Names() {
	}

	static Name of(String name) {
		try {
			return Name.fromString(name, Name.root);
		}
		catch (TextParseException ex) {
			throw new AcmeException(Reason.CONFIGURATION, "'" + name + "' is not a name of the DNS: " + ex.getMessage(),
					ex);
		}
	}

	static String text(Name name) {
		return name.canonicalize().toString(true);
	}

}
