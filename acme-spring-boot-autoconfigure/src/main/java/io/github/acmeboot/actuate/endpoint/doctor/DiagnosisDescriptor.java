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

package io.github.acmeboot.actuate.endpoint.doctor;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.github.acmeboot.doctor.Diagnosis;
import io.github.acmeboot.doctor.Finding;

/**
 * Description of what was found out about a certificate.
 *
 * @param certificate the name of the certificate
 * @param outcome the worst that was found: {@code PASS}, {@code WARN}, {@code FAIL} or
 * {@code SKIPPED}
 * @param at when it was looked at
 * @param duration how long that took
 * @param findings what was found
 */
public record DiagnosisDescriptor(String certificate, String outcome, Instant at, String duration,
		List<FindingDescriptor> findings) implements OperationResponseBody {

	/**
	 * Creates the description of a diagnosis.
	 * @param diagnosis the diagnosis
	 * @return its description
	 */
	static DiagnosisDescriptor of(Diagnosis diagnosis) {
		return new DiagnosisDescriptor(diagnosis.certificate(), diagnosis.outcome().name(), diagnosis.at(),
				diagnosis.duration().toString(), diagnosis.findings().stream().map(FindingDescriptor::of).toList());
	}

	/**
	 * Description of one line.
	 *
	 * @param check what was looked at
	 * @param subject what of it
	 * @param outcome {@code PASS}, {@code WARN}, {@code FAIL} or {@code SKIPPED}
	 * @param seen what was seen
	 * @param remedy what to do
	 */
	public record FindingDescriptor(String check, String subject, String outcome, String seen,
			@Nullable String remedy) {

		static FindingDescriptor of(Finding finding) {
			return new FindingDescriptor(finding.check(), finding.subject(), finding.outcome().name(), finding.seen(),
					finding.remedy());
		}

	}

}
