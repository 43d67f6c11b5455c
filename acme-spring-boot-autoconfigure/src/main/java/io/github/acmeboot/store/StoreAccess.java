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

import java.util.List;

/**
 * The store as it is used: the one that keeps the values, under all layers.
 */
public final class StoreAccess {

	private final AcmeStore store;

	/**
	 * Lays the layers over a store.
	 * @param store what keeps the values
	 * @param layers the layers, the innermost first
	 */
	public StoreAccess(AcmeStore store, List<StoreLayer> layers) {
		AcmeStore top = store;
		for (StoreLayer layer : layers) {
			top = layer.over(top);
		}
		this.store = top;
	}

	public AcmeStore store() {
		return this.store;
	}

}
