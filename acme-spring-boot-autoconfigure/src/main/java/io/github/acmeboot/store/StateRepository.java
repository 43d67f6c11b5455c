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

package io.github.acmeboot.store;

import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Keeps the state of the certificates. Safe for use by several threads.
 */
public final class StateRepository {

	private static final Log logger = LogFactory.getLog(StateRepository.class);

	private final Codec<CertificateState> codec = new StateCodec();

	private final AcmeStore store;

	public StateRepository(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Finds the state of a certificate. A state that cannot be read is reported and taken
	 * for none, under its version, so that it can be replaced.
	 * @param name the name of the managed certificate
	 * @return the state, or empty if there is none
	 */
	public Optional<Stored<CertificateState>> find(String name) {
		String key = key(name);
		try {
			return this.store.load(key).map((stored) -> this.codec.decode(key, stored));
		}
		catch (UnreadableValueException ex) {
			logger.warn("The state of '" + name + "' is lost; a new one is made. " + ex.getMessage());
			return Optional.of(new Stored<>(CertificateState.NONE, ex.getVersion()));
		}
	}

	/**
	 * Saves the state of a certificate.
	 * @param name the name of the managed certificate
	 * @param state the state
	 * @param condition what has to be stored now
	 * @return the state and its new version
	 * @throws StaleWriteException if another instance was first
	 */
	public Stored<CertificateState> save(String name, CertificateState state, WriteCondition condition) {
		StoredValue stored = this.store.save(key(name), this.codec.encode(state), condition);
		return new Stored<>(state, stored.version());
	}

	private static String key(String name) {
		return StoreKey.of("state", name);
	}

}
