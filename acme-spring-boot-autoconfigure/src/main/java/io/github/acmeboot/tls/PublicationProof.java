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

package io.github.acmeboot.tls;

import io.github.acmeboot.AcmeException;

/**
 * Proves that clients are really presented what was published. Asked by one thread at a
 * time, right after each publication.
 */
@FunctionalInterface
public interface PublicationProof {

	/**
	 * Looks at what clients are presented, where there is anything to look at.
	 * @param certificate the certificate that was published
	 * @throws AcmeException with the reason {@code PUBLISH} if something else is
	 * presented
	 */
	void prove(ServedCertificate certificate);

}
