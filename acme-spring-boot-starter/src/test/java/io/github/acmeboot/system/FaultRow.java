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

package io.github.acmeboot.system;

import java.util.function.Consumer;

/**
 * A row of the fault matrix.
 *
 * @param area whose fault it is
 * @param fault what goes wrong
 * @param setting what is unusual from the start
 * @param trouble what happens before the renewal
 * @param relief ends it
 * @param check looks at what is no part of the outcome, when the certificate was renewed
 * @param expected what is to become of it
 */
record FaultRow(String area, String fault, Consumer<FaultScene> setting, Consumer<FaultScene> trouble,
		Consumer<FaultScene> relief, Consumer<FaultScene> check, FaultOutcome expected) {

	static Builder of(String area, String fault) {
		return new Builder(area, fault);
	}

	@Override
	public String toString() {
		return this.area + ": " + this.fault;
	}

	static final class Builder {

		private final String area;

		private final String fault;

		private Consumer<FaultScene> setting = FaultScene::begin;

		private Consumer<FaultScene> trouble = (scene) -> {
		};

		private Consumer<FaultScene> relief = (scene) -> {
		};

		private Consumer<FaultScene> check = (scene) -> {
		};

		private Builder(String area, String fault) {
			this.area = area;
			this.fault = fault;
		}

		Builder set(Consumer<FaultScene> setting) {
			this.setting = setting;
			return this;
		}

		Builder when(Consumer<FaultScene> trouble) {
			this.trouble = trouble;
			return this;
		}

		Builder until(Consumer<FaultScene> relief) {
			this.relief = relief;
			return this;
		}

		Builder check(Consumer<FaultScene> check) {
			this.check = check;
			return this;
		}

		FaultRow expect(FaultOutcome expected) {
			return new FaultRow(this.area, this.fault, this.setting, this.trouble, this.relief, this.check, expected);
		}

	}

}
