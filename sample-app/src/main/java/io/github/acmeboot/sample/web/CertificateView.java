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

package io.github.acmeboot.sample.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.Identifier;

/**
 * A certificate as the sample shows it.
 *
 * @param name the name of the certificate
 * @param domains what it is for
 * @param state what is presented to clients
 * @param serial the serial number
 * @param notAfter the end of the validity
 * @param renewal the planned renewal
 */
record CertificateView(String name, List<String> domains, CertificateStatus.State state, @Nullable String serial,
		@Nullable Instant notAfter, @Nullable Instant renewal) {

	static CertificateView of(CertificateStatus status) {
		return new CertificateView(status.name(), status.identifiers().stream().map(Identifier::value).toList(),
				status.state(), status.serial(), status.notAfter(), toSecond(status.renewal()));
	}

	private static @Nullable Instant toSecond(@Nullable Instant instant) {
		return (instant != null) ? instant.truncatedTo(ChronoUnit.SECONDS) : null;
	}

}
