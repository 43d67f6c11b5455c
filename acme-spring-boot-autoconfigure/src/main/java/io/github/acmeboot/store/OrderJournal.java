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

/**
 * Keeps the orders under way, so that whoever works next goes on with them. Written under
 * the renewal's lease only. Safe for use by several threads.
 */
public final class OrderJournal {

	private final AcmeStore store;

	public OrderJournal(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Finds the order under way.
	 * @param certificate the name of the managed certificate
	 * @return the order, or empty if there is none
	 */
	public Optional<OrderEntry> find(String certificate) {
		throw new UnsupportedOperationException("not yet");
	}

	/**
	 * Records the order under way, in place of any former one.
	 * @param certificate the name of the managed certificate
	 * @param entry the order
	 */
	public void save(String certificate, OrderEntry entry) {
		throw new UnsupportedOperationException("not yet");
	}

	/**
	 * Forgets the order.
	 * @param certificate the name of the managed certificate
	 */
	public void remove(String certificate) {
		throw new UnsupportedOperationException("not yet");
	}

}
