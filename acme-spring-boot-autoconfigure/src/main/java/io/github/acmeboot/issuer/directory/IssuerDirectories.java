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

package io.github.acmeboot.issuer.directory;

/**
 * Reads what the CAs say of themselves. Nothing is asked of a CA but its directory, which
 * takes no account and counts against no limit. Safe for use by several threads.
 */
public interface IssuerDirectories {

	/**
	 * Fetches the directory of an issuer anew (RFC 8555 section 7.1.1), over a connection
	 * of its own. The clocks are compared on the way.
	 * @param issuer the name of the issuer
	 * @return what it says
	 * @throws io.github.acmeboot.AcmeException if it cannot be had, saying why
	 * @throws IllegalArgumentException if there is no such issuer
	 */
	IssuerDirectory fetch(String issuer);

}
