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

package io.github.acmeboot.challenge.tlsalpn;

import java.util.function.Supplier;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.ChallengeSolver;
import io.github.acmeboot.challenge.TlsAlpn01Responder;

/**
 * Says what tls-alpn-01 lacks where nothing answers it.
 *
 * @param obstacle why nothing can, and what to do
 */
record TlsAlpn01Absence(Supplier<String> obstacle) implements ChallengeSolver.AbsenceCheck {

	@Override
	public void check(ManagedCertificate certificate) {
		if (TlsAlpn01Responder.TYPE.equals(certificate.challenge())) {
			throw new InvalidConfigurationPropertyValueException(
					"acme.certificates." + certificate.name() + ".challenge", certificate.challenge(),
					"Nothing here can answer it: %s, or choose another challenge.".formatted(this.obstacle.get()));
		}
	}

}
