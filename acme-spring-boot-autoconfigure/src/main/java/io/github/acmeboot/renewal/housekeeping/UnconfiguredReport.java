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

package io.github.acmeboot.renewal.housekeeping;

import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;

/**
 * Says once which stored certificates are not configured here: other instances may want
 * them, or nobody does any more.
 */
final class UnconfiguredReport implements Runnable {

	private static final Log logger = LogFactory.getLog(UnconfiguredReport.class);

	private final UnconfiguredCertificates unconfigured;

	UnconfiguredReport(UnconfiguredCertificates unconfigured) {
		this.unconfigured = unconfigured;
	}

	@Override
	public void run() {
		try {
			List<String> names = this.unconfigured.names();
			if (!names.isEmpty()) {
				logger.info("The store has certificates that are not configured here: " + String.join(", ", names)
						+ ". They are left alone, and removed " + Housekeeping.KEPT_AFTER_EXPIRY.toDays()
						+ " days after their end unless another instance renews them");
			}
		}
		catch (AcmeException ex) {
			logger.debug("It is not known which stored certificates are not configured here", ex);
		}
	}

}
