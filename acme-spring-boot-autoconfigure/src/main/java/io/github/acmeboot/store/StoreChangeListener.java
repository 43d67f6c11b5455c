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

/**
 * Hears that other instances, or this one, have changed the store. A notice says only
 * that it is worth looking, and may be lost: whoever listens also looks by itself from
 * time to time. Called on a thread of the store, which must not be blocked.
 */
public interface StoreChangeListener {

	/**
	 * A value was saved or deleted.
	 * @param key the key
	 */
	void changed(String key);

	/**
	 * Notices may have been missed, as after a connection was lost: anything may have
	 * changed.
	 */
	void missed();

}
