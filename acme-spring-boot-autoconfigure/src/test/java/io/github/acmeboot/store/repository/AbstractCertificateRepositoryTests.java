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

package io.github.acmeboot.store.repository;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.TestCertificates;
import io.github.acmeboot.store.WriteCondition;

/**
 * A {@link CertificateRepository} and the store below it.
 */
@ExtendWith(OutputCaptureExtension.class)
abstract class AbstractCertificateRepositoryTests {

	static final IssuedCertificate FIRST = TestCertificates.certificate(1);

	static final IssuedCertificate SECOND = TestCertificates.certificate(2);

	static final IssuedCertificate THIRD = TestCertificates.certificate(3);

	final TroubledStore store = new TroubledStore();

	final CertificateRepository repository = new CertificateRepository(this.store);

	void save(IssuedCertificate... certificates) {
		for (IssuedCertificate certificate : certificates) {
			this.repository.save("web", certificate, unchanged());
		}
	}

	WriteCondition unchanged() {
		return this.repository.version("web").map(WriteCondition::version).orElseGet(WriteCondition::absent);
	}

	IssuedCertificate current() {
		return this.repository.find("web").orElseThrow().value();
	}

	StoredValue overwrite(String key, String content) {
		return this.store.save(key, content.getBytes(StandardCharsets.US_ASCII),
				WriteCondition.unchanged(this.store.load(key)));
	}

}
