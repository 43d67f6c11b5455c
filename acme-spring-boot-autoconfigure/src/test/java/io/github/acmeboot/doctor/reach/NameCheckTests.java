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

package io.github.acmeboot.doctor.reach;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NameCheck}.
 */
class NameCheckTests {

	private Optional<InetSocketAddress> known = Optional.empty();

	private boolean publicCa;

	@Test
	void allAddressesOfANameAreSaid() {
		assertThat(look("http-01", "8.8.8.8", "2a00:0:0:0:0:0:0:1")).containsExactly(new Finding("name",
				"www.example.org", Outcome.PASS, "It has the address 8.8.8.8, 2a00:0:0:0:0:0:0:1.", null));
	}

	@Test
	void aNameWithoutAnAddressFails() {
		Finding finding = look("http-01").get(0);
		assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
		assertThat(finding.seen()).isEqualTo("It has no address: www.example.org.");
	}

	@Test
	void anAddressOfOneNetworkFailsAtAPublicCaOnly() {
		assertThat(look("http-01", "10.0.0.1", "8.8.8.8").get(0).outcome()).isEqualTo(Outcome.PASS);
		this.publicCa = true;
		Finding finding = look("http-01", "10.0.0.1", "8.8.8.8").get(0);
		assertThat(finding.outcome()).isEqualTo(Outcome.FAIL);
		assertThat(finding.seen()).isEqualTo("It has the address 10.0.0.1, which the CA 'ca' cannot reach.");
		assertThat(finding.remedy()).contains("'acme.doctor.resolvers'", "'dns-01'");
	}

	@Test
	void byDns01TheNamesNeedNoAddress() {
		assertThat(look("dns-01")).extracting(Finding::outcome).containsExactly(Outcome.SKIPPED);
	}

	@Test
	void whereACaForTestsConnectsToTheDnsHasNoSay() {
		this.known = Optional.of(new InetSocketAddress("127.0.0.1", 5002));
		assertThat(look("http-01")).extracting(Finding::seen)
			.containsExactly("The CA connects to 127.0.0.1:5002, whatever the DNS says.");
	}

	private List<Finding> look(String challenge, String... addresses) {
		ValidationTargets targets = new ValidationTargets((host) -> addresses(host, addresses),
				Map.of("http-01", 80, "tls-alpn-01", 443), (issuer, type, host) -> this.known,
				(issuer) -> this.publicCa);
		NameCheck check = new NameCheck(targets);
		Examination examination = Examination
			.of(new ManagedCertificate("web", List.of(Identifier.of("www.example.org")), List.of("ca"), challenge,
					KeyType.EC_P256, false, null, null, true), Duration.ofSeconds(60), Runnable::run)
			.by(check.name());
		check.examine(examination);
		return examination.findings();
	}

	private static List<InetAddress> addresses(String host, String... addresses) throws UnknownHostException {
		if (addresses.length == 0) {
			throw new UnknownHostException(host);
		}
		List<InetAddress> found = new ArrayList<>();
		for (String address : addresses) {
			found.add(InetAddress.getByName(address));
		}
		return found;
	}

}
