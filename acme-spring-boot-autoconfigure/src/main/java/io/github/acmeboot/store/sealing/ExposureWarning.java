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

package io.github.acmeboot.store.sealing;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAccess;

/**
 * Says once, at the start, what lies open in a store that is not of this machine.
 */
final class ExposureWarning implements SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(ExposureWarning.class);

	private final StoreSealing sealing;

	private final ObjectProvider<StoreAccess> access;

	ExposureWarning(StoreSealing sealing, ObjectProvider<StoreAccess> access) {
		this.sealing = sealing;
		this.access = access;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.access.ifAvailable((found) -> warn(found.store()));
	}

	private void warn(AcmeStore store) {
		if (store.isRemote() && !this.sealing.hasKeys()) {
			logger.warn("What is stored is not encrypted: whoever can read the store, its backups or the way to it "
					+ "reads the private keys of the certificates, of the account at the CA and of orders under way; "
					+ "whoever can write to it can have this application answer challenges of his own. "
					+ "Set 'acme.store.encryption.keys' to end this.");
		}
	}

}
