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
import org.xbill.DNS.Type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the secondaries of a {@link DnsTestServer}.
 */
class SecondaryTests {

	private static final String NAME = "a.example.org";

	private final DnsTestServer primary = DnsTestServer.start("example.org", "example.net");

	private final DnsTestServer secondary = this.primary.secondary("127.0.0.2");

	@AfterEach
	void close() {
		this.primary.close();
	}

	@Test
	void bothSayThatBothAreNameServers() {
		List.of(this.primary, this.secondary).forEach((server) -> {
			DnsClient client = new DnsClient(server);
			assertThat(client.dig("example.org", Type.NS)).contains("NS ns1.example.org.", "NS ns2.example.org.");
			assertThat(client.dig("ns1.example.org", Type.A)).contains("A 127.0.0.1");
			assertThat(client.dig("ns2.example.org", Type.A)).contains("A 127.0.0.2");
			assertThat(client.dig("ns2.example.net", Type.A)).contains("A 127.0.0.2");
		});
		assertThat(this.secondary.port()).isEqualTo(this.primary.port());
	}

	@Test
	void changesAreSeenOnlyWhenTheyAreTransferred() {
		this.primary.zone("example.org").txt(NAME, "one");
		assertThat(new DnsClient(this.primary).txt(NAME)).containsExactly("one");
		assertThat(new DnsClient(this.secondary).txt(NAME)).isEmpty();
		this.primary.transferTo(this.secondary);
		assertThat(new DnsClient(this.secondary).txt(NAME)).containsExactly("one");
		this.primary.zone("example.org").removeTxt(NAME, "one");
		assertThat(new DnsClient(this.secondary).txt(NAME)).containsExactly("one");
		assertThat(this.secondary.zone("example.org").serial()).isLessThan(this.primary.zone("example.org").serial());
	}

	@Test
	void zonesComeAndGoByTransfer() {
		this.primary.zone("example.com");
		this.primary.removeZone("example.net");
		this.primary.transferTo(this.secondary);
		assertThat(new DnsClient(this.secondary).dig("example.com", Type.SOA)).startsWith("NOERROR aa");
		assertThat(new DnsClient(this.secondary).dig("example.net", Type.SOA)).startsWith("REFUSED");
	}

	@Test
	void theyHaveTroublesOfTheirOwn() {
		this.secondary.faults().everywhere().serverFailure();
		assertThat(new DnsClient(this.primary).dig("example.org", Type.SOA)).startsWith("NOERROR");
		assertThat(new DnsClient(this.secondary).dig("example.org", Type.SOA)).startsWith("SERVFAIL");
	}

	@Test
	void aThirdOneMayFollow() {
		this.primary.secondary("127.0.0.3");
		assertThat(new DnsClient(this.primary).dig("ns3.example.org", Type.A)).contains("A 127.0.0.3");
	}

	@Test
	void itCannotBeWhereTheServerIs() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.primary.secondary("127.0.0.1"));
	}

}
