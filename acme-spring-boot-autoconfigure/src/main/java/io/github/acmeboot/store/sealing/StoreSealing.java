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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.Ordered;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreLayer;

/**
 * The layer that seals everything before it reaches the store: keys and certificates, and
 * also the rest, since an answer to a challenge or a state that somebody else wrote is as
 * dangerous as a key that he reads.
 * <p>
 * Layers of a lower {@link #ORDER order} lie between it and the store and see sealed
 * bytes; layers of a higher one lie over it and see what is sealed. It also lies over the
 * store when there are no keys: what is sealed is recognised then, and left alone.
 */
public final class StoreSealing implements StoreLayer, Ordered {

	/**
	 * The order of this layer.
	 */
	public static final int ORDER = 1000;

	private final List<SealedAcmeStore> stores = new CopyOnWriteArrayList<>();

	private final KeyRing keys;

	private final boolean acceptUnsealed;

	/**
	 * Creates a layer.
	 * @param properties the keys, and what to do without them
	 */
	public StoreSealing(EncryptionProperties properties) {
		this.keys = new KeyRingFactory().create(properties.getKeys());
		this.acceptUnsealed = properties.isAcceptUnsealed();
		if (this.keys.isEmpty() && !this.acceptUnsealed) {
			throw new InvalidConfigurationPropertyValueException("acme.store.encryption.accept-unsealed", false,
					"There are no 'acme.store.encryption.keys' here, so everything would be stored in clear. "
							+ "Set them, or take this property away.");
		}
	}

	@Override
	public AcmeStore over(AcmeStore store) {
		SealedAcmeStore sealed = new SealedAcmeStore(store, this.keys, this.acceptUnsealed);
		this.stores.add(sealed);
		return sealed;
	}

	/**
	 * Returns whether anything is sealed.
	 * @return whether there are keys
	 */
	public boolean hasKeys() {
		return !this.keys.isEmpty();
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	List<SealedAcmeStore> stores() {
		return this.stores;
	}

}
