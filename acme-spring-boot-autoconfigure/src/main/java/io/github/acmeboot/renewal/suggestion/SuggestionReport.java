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

package io.github.acmeboot.renewal.suggestion;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.store.repository.CertificateState.Window;

/**
 * Tells operators when the CAs want certificates renewed. That a CA does not answer is
 * said once, not for each certificate and not each time.
 */
final class SuggestionReport {

	private static final Log logger = LogFactory.getLog(SuggestionReport.class);

	private final Set<String> silent = ConcurrentHashMap.newKeySet();

	void suggested(Poll poll, Window window, Instant renewal) {
		URI explanation = window.explanationUrl();
		logger.info("The CA '" + poll.issuer() + "' wants '" + poll.name() + "' renewed between " + window.start()
				+ " and " + window.end() + ((explanation != null) ? " (see " + explanation + ")" : "")
				+ "; next renewal " + renewal.truncatedTo(ChronoUnit.SECONDS));
	}

	void answered(String issuer) {
		this.silent.remove(issuer);
	}

	void failed(Poll poll, int failures, Instant next, RuntimeException failure) {
		String message = "The CA '" + poll.issuer() + "' does not say when it wants '" + poll.name()
				+ "' renewed; its renewal stays as planned, and the CA is asked again at "
				+ next.truncatedTo(ChronoUnit.SECONDS) + ": " + failure.getMessage();
		if (this.silent.add(poll.issuer()) && failures == 1) {
			logger.warn(message);
		}
		else {
			logger.debug(message);
		}
	}

}
