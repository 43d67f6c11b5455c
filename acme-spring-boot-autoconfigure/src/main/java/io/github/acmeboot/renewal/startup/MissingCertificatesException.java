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

package io.github.acmeboot.renewal.startup;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import io.github.acmeboot.CertificateStatus;

/**
 * The first certificates did not come in the time the start waits for them.
 */
class MissingCertificatesException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	MissingCertificatesException(Duration wait, List<CertificateStatus> missing) {
		super("No certificate was obtained within " + wait.toMillis() + "ms for "
				+ missing.stream().map(MissingCertificatesException::describe).collect(Collectors.joining("; ")));
	}

	private static String describe(CertificateStatus status) {
		CertificateStatus.Failure failure = status.lastFailure();
		return "'" + status.name() + "' " + status.identifiers() + " (" + ((failure != null)
				? failure.message() + " Next attempt at " + status.nextAttempt() : "the CA has not answered yet") + ")";
	}

}
