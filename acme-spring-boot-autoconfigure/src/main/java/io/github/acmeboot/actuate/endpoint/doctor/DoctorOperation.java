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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import io.github.acmeboot.doctor.Doctor;

/**
 * Has the doctor look at certificates.
 */
public final class DoctorOperation {

	/**
	 * The name of the operation, and of the view that shows what came of it.
	 */
	public static final String NAME = "doctor";

	private final Supplier<@Nullable Doctor> doctor;

	/**
	 * Creates the operation.
	 * @param doctor the doctor, or {@code null} if there is none
	 */
	public DoctorOperation(Supplier<@Nullable Doctor> doctor) {
		this.doctor = doctor;
	}

	/**
	 * Returns what was found last.
	 * @param certificate the name of the certificate
	 * @return what was found, or {@code null} if nobody has looked
	 */
	public @Nullable DiagnosisDescriptor latest(String certificate) {
		Doctor available = this.doctor.get();
		return (available != null) ? available.latest(certificate).map(DiagnosisDescriptor::of).orElse(null) : null;
	}

	/**
	 * Looks at a certificate.
	 * @param certificate the name of the certificate
	 * @return what was found, or {@code null} if there is none of that name
	 */
	public @Nullable DiagnosisDescriptor run(String certificate) {
		return require().examine(certificate).map(DiagnosisDescriptor::of).orElse(null);
	}

	/**
	 * Looks at all certificates.
	 * @return what was found
	 */
	public DiagnosesDescriptor runAll() {
		Map<String, DiagnosisDescriptor> found = new LinkedHashMap<>();
		require().examineAll().forEach((name, diagnosis) -> found.put(name, DiagnosisDescriptor.of(diagnosis)));
		return new DiagnosesDescriptor(found);
	}

	private Doctor require() {
		Doctor available = this.doctor.get();
		if (available == null) {
			String message = "This application has no doctor.";
			throw new InvalidEndpointRequestException(message, message);
		}
		return available;
	}

}
