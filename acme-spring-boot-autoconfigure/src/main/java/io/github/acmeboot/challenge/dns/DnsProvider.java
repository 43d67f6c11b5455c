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

package io.github.acmeboot.challenge.dns;

/**
 * Adds TXT records to zones and removes them.
 * <p>
 * Several values may stand side by side under one name, some of them somebody else's: a
 * provider adds and removes exactly one, and never touches the others. Both operations
 * may be repeated: adding a value that is there and removing one that is not do nothing.
 * A record may be removed by another process than the one that added it. Called by
 * several threads, for the same name as well.
 */
public interface DnsProvider {

	/**
	 * Adds a value. It need not be visible to everybody when this returns.
	 * @param record the name and the value
	 * @throws io.github.acmeboot.AcmeException if it cannot be added; the message names
	 * the zone and the record
	 */
	void add(TxtRecord record);

	/**
	 * Removes a value.
	 * @param record the name and the value
	 * @throws io.github.acmeboot.AcmeException if it cannot be removed; the message names
	 * the zone and the record
	 */
	void remove(TxtRecord record);

}
