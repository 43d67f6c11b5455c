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

package io.github.acmeboot.tls;

/**
 * The TLS sessions of a running server. A client that resumes a session is presented no
 * certificate, and so lives with the one it saw first for up to a day: right after a
 * renewal, wrong after a revocation.
 */
@FunctionalInterface
public interface TlsSessions {

	/**
	 * Makes every client that connects from now on do a full handshake. Connections that
	 * are open stay open.
	 */
	void invalidate();

}
