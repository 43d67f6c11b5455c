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

package io.github.acmeboot.doctor.store;

import java.util.UUID;

import io.github.acmeboot.doctor.Check;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.repository.CertificateRepository;

/**
 * Writes a value to the store, reads it back and removes it.
 */
final class StoreCheck implements Check {

	private final CertificateRepository repository;

	StoreCheck(CertificateRepository repository) {
		this.repository = repository;
	}

	@Override
	public String name() {
		return "store";
	}

	@Override
	public void examine(Examination examination) {
		Stopwatch stopwatch = new Stopwatch();
		try {
			this.repository.probe("doctor-" + UUID.randomUUID());
			examination.pass("write", "A value was written, read back and removed in " + stopwatch + ".");
		}
		catch (StoreException ex) {
			examination.fail("write", "No value could be written, read back and removed: " + ex.getMessage(),
					"Nothing is ordered before that works, because a certificate that cannot be saved is lost: check 'acme.store.type' and what is configured below it.");
		}
	}

}
