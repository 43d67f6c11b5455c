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

package io.github.acmeboot.challenge.dns.standin;

/**
 * Told of the TXT records of a stand-in, to serve them.
 */
public interface RecordListener {

	/**
	 * Hears nothing.
	 */
	RecordListener NONE = (name, value, present) -> {
	};

	/**
	 * Hears of a record.
	 * @param name its name, without the final dot
	 * @param value its value
	 * @param present whether it is there from now on
	 */
	void changed(String name, String value, boolean present);

}
