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

package io.github.acmeboot.tls.server;

import org.springframework.boot.web.server.WebServer;

/**
 * What a running web server does with a certificate that was published.
 */
enum ServerReload {

	/**
	 * Presents every certificate to whom it may concern.
	 */
	EVERY_CERTIFICATE,

	/**
	 * Presents the certificate of its own bundle.
	 */
	OWN_BUNDLE,

	/**
	 * Goes on presenting what it was started with.
	 */
	NONE;

	static ServerReload of(WebServer server) {
		return of(server.getClass());
	}

	/**
	 * Tells servers by their type, which may be a class of the user's.
	 * @param type the type of a server or of its factory
	 * @return what such a server does
	 */
	static ServerReload of(Class<?> type) {
		for (Class<?> candidate = type; candidate != null; candidate = candidate.getSuperclass()) {
			if (candidate.getSimpleName().startsWith("Tomcat")) {
				return EVERY_CERTIFICATE;
			}
			if (candidate.getSimpleName().startsWith("Netty")) {
				return OWN_BUNDLE;
			}
		}
		return NONE;
	}

}
