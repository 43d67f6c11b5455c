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

import java.time.Instant;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.store.repository.CertificateState.Suggestion;

/**
 * A question to a CA.
 *
 * @param wanted what is wanted
 * @param held the certificate that is asked about
 * @param issuer the name of the issuer that is asked
 * @param until when others ask if no answer is stored until then
 */
record Poll(ManagedCertificate wanted, IssuedCertificate held, String issuer, Instant until) {

	String name() {
		return this.wanted.name();
	}

	/**
	 * Gives what is to be stored, unless another instance has asked since: whoever was
	 * frozen with an answer in its hands must not put it in the place of a later one.
	 * @param latest what is stored
	 * @param answer what came of this question
	 * @return what counts
	 */
	Suggestion latest(Suggestion latest, Suggestion answer) {
		return latest.next().equals(this.until) ? answer : latest;
	}

}
