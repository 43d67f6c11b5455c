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

package io.github.acmeboot.lock;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration of the lock.
 */
@ConfigurationProperties("acme.lock")
public class AcmeLockProperties {

	/**
	 * What lets one instance at a time renew a certificate: the lock of the store, or
	 * with shedlock the application's LockProvider.
	 */
	private Type type = Type.STORE;

	public Type getType() {
		return this.type;
	}

	public void setType(Type type) {
		this.type = type;
	}

	/**
	 * What lets one instance at a time renew a certificate.
	 */
	public enum Type {

		/**
		 * The lock of the store.
		 */
		STORE,

		/**
		 * The application's bean of ShedLock's type LockProvider.
		 */
		SHEDLOCK

	}

}
