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

package io.github.acmeboot.autoconfigure;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * The public CAs that are known to offer ACME.
 */
final class PublicAuthorities {

	private static final Set<String> HOSTS = Set.of("letsencrypt.org", "acme-v02.api.letsencrypt.org",
			"acme-staging-v02.api.letsencrypt.org", "acme.zerossl.com", "dv.acme-v02.api.pki.goog",
			"dv.acme-v02.test-api.pki.goog", "acme.ssl.com", "api.buypass.com", "api.test4.buypass.no",
			"acme.digicert.com", "acme.sectigo.com", "acme-api.actalis.com");

	private PublicAuthorities() {
	}

	static boolean contains(String directoryUrl) {
		String host = URI.create(directoryUrl).getHost();
		return host != null && HOSTS.contains(host.toLowerCase(Locale.ROOT));
	}

}
