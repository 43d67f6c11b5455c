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

package io.github.acmeboot.challenge.dns.lookup;

import java.net.InetAddress;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

import io.github.acmeboot.AcmeException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AddressLookup}.
 */
class AddressLookupTests {

	private static final String HOST = "ns1.example.com";

	private final ScriptedNameServer server = ScriptedNameServer.start();

	private final AddressLookup lookup = new AddressLookup(new Resolvers(List.of(this.server.address())));

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void findsTheAddressesOfBothKinds() {
		this.server.zone("example.com", "192.0.2.1").zone("example.com", "2001:db8::1");
		assertThat(this.lookup.find(HOST)).extracting(InetAddress::getHostAddress)
			.containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1");
	}

	@Test
	void keepsTheIpv4AddressesWhereNobodySaysWhetherThereAreOthers() {
		this.server.zone("example.com", "192.0.2.1");
		failFor(Type.AAAA);
		assertThat(this.lookup.find(HOST)).extracting(InetAddress::getHostAddress).containsExactly("192.0.2.1");
	}

	@Test
	void doesNotSayThatThereIsNoneWhereItCannotBeTold() {
		this.server.zone("example.com", "192.0.2.1");
		failFor(Type.A);
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> this.lookup.find(HOST))
			.withMessageContaining("Unable to look up the A record of 'ns1.example.com'");
	}

	@Test
	void failsWhereNobodyAnswersAtAll() {
		this.server.fail(Rcode.SERVFAIL);
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> this.lookup.find(HOST));
	}

	private void failFor(int type) {
		this.server.behave((answer) -> {
			if (answer == null || answer.getQuestion().getType() != type) {
				return answer;
			}
			Message failure = new Message(answer.getHeader().getID());
			failure.getHeader().setFlag(Flags.QR);
			failure.getHeader().setRcode(Rcode.SERVFAIL);
			failure.addRecord(answer.getQuestion(), Section.QUESTION);
			return failure;
		});
	}

}
