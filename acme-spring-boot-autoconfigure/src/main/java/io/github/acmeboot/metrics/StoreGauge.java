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

package io.github.acmeboot.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.github.acmeboot.StoreStatus.State;
import io.github.acmeboot.renewal.AcmeManager;

/**
 * Shows whether the store can be relied on, as this instance sees it.
 */
final class StoreGauge implements MeterBinder {

	private final AcmeManager manager;

	StoreGauge(AcmeManager manager) {
		this.manager = manager;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge
			.builder("acme.store.available", this.manager,
					(manager) -> (manager.storeStatus().state() == State.AVAILABLE) ? 1 : 0)
			.description("Whether the store does what it is asked")
			.register(registry);
	}

}
