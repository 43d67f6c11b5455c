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

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ZoneDnsProvider}.
 */
class ZoneDnsProviderTests extends AbstractDnsProviderTests {

	private final DnsTestServer server = DnsTestServer.start("example.org");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Override
	protected DnsProvider createProvider() {
		return this.server.provider();
	}

	@Override
	protected String zone() {
		return "example.org";
	}

	@Override
	protected List<String> values(String name) {
		return new DnsClient(this.server).txt(name);
	}

	@Override
	protected void addSomebodyElses(String name, String value) {
		this.server.zone("example.org").txt(name, value);
	}

	@Override
	protected int maxLength() {
		return 600;
	}

	@Test
	void aNameOutsideItsZonesIsRefused() {
		assertThatExceptionOfType(AcmeException.class)
			.isThrownBy(() -> createProvider().add(new TxtRecord("_acme-challenge.example.net", "value")))
			.withMessageContaining("_acme-challenge.example.net");
	}

}
