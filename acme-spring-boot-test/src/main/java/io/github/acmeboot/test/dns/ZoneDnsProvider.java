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

package io.github.acmeboot.test.dns;

import java.util.function.Function;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;

/**
 * Adds and removes TXT values in the zones of a {@link DnsTestServer}.
 */
final class ZoneDnsProvider implements DnsProvider {

	private final Zones zones;

	ZoneDnsProvider(Zones zones) {
		this.zones = zones;
	}

	@Override
	public void add(TxtRecord record) {
		change(record, (zone) -> zone.txt(record.name(), record.value()));
	}

	@Override
	public void remove(TxtRecord record) {
		change(record, (zone) -> zone.removeTxt(record.name(), record.value()));
	}

	private void change(TxtRecord record, Function<DnsZone, DnsZone> change) {
		change.apply(this.zones.find(Names.absolute(record.name()))
			.orElseThrow(() -> new AcmeException(AcmeException.Reason.CONFIGURATION,
					"The DNS server of the test has no zone for " + record + ". Add it by zone(…).")));
	}

}
