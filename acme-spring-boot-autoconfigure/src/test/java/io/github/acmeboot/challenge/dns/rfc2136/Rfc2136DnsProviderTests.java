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

package io.github.acmeboot.challenge.dns.rfc2136;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.rfc2136.ScriptedDnsServer.Script;
import io.github.acmeboot.testsupport.RefusingPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link Rfc2136DnsProvider} with servers that misbehave.
 */
@Timeout(60)
class Rfc2136DnsProviderTests {

	private static final TxtRecord RECORD = new TxtRecord("_acme-challenge.example.org", "value");

	private static final byte[] SECRET = "a secret of thirty-two characters".getBytes();

	private static final Name KEY = Name.fromConstantString("acme-key.");

	private static final TSIG TSIG_KEY = new TSIG(TSIG.HMAC_SHA256, KEY, SECRET);

	@Test
	void requestsAndAnswersAreSigned() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer(signed((request) -> Rcode.NOERROR))) {
			provider(server, "example.org").add(RECORD);
			assertThat(server.requests()).singleElement().satisfies((request) -> {
				assertThat(request.getTSIG().getName()).isEqualTo(KEY);
				assertThat(request.getHeader().getOpcode()).isEqualTo(Opcode.UPDATE);
				assertThat(request.getSection(Section.UPDATE)).hasSize(1);
			});
		}
	}

	@Test
	void withoutAZoneTheServerIsAskedForItWithoutRecursion() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer(signed((request) -> Rcode.NOERROR))) {
			provider(server, null).remove(RECORD);
			assertThat(server.requests()).hasSize(2).first().satisfies((request) -> {
				assertThat(request.getHeader().getFlag(Flags.RD)).isFalse();
				assertThat(request.getTSIG()).isNotNull();
			});
		}
	}

	@Test
	void anAnswerThatIsNotSignedIsNoSuccess() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer(
				(request, client) -> ScriptedDnsServer.send(answer(request, Rcode.NOERROR), client))) {
			assertThat(failure(server, "example.org")).isEqualTo("DNS Unable to add TXT '_acme-challenge.example.org' "
					+ "to zone 'example.org' by DNS server '" + server.address()
					+ "': its answer is not signed with the key 'acme-key', so that it may be anybody's. Check that the "
					+ "server knows TSIG, and what is in between.");
			assertThat(failure(server, null)).startsWith("DNS").contains("its answer is not signed");
		}
	}

	@Test
	void anAnswerThatIsSignedWithAnotherSecretIsNoSuccess() throws IOException {
		TSIG forged = new TSIG(TSIG.HMAC_SHA256, KEY, "another secret".getBytes());
		try (ScriptedDnsServer server = new ScriptedDnsServer((request, client) -> {
			Message answer = answer(request, Rcode.NOERROR);
			forged.apply(answer, request.getTSIG());
			ScriptedDnsServer.send(answer, client);
		})) {
			assertThat(failure(server, "example.org")).contains("its answer is not signed");
		}
	}

	@Test
	void clocksThatDifferAreToldWithTheTimeOfTheServer() throws IOException {
		Instant time = Instant.parse("2031-01-31T04:00:00Z");
		try (ScriptedDnsServer server = new ScriptedDnsServer((request, client) -> {
			Message answer = answer(request, Rcode.NOTAUTH);
			TSIG key = new TSIG(TSIG.HMAC_SHA256, KEY, new SecretKeySpec(SECRET, "HmacSHA256"),
					Clock.fixed(time, ZoneOffset.UTC));
			key.apply(answer, Rcode.BADTIME, request.getTSIG());
			ScriptedDnsServer.send(answer, client);
		})) {
			assertThat(failure(server, "example.org")).startsWith("DNS")
				.contains("its clock and that of this machine are more than five minutes apart, it says "
						+ "2031-01-31T04:00:00Z (BADTIME). Synchronize them.");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			SERVFAIL | DNS           | it failed on its side (SERVFAIL)
			REFUSED  | CONFIGURATION | it does not allow that to the key
			NOTAUTH  | CONFIGURATION | it is not the primary server of that zone
			NOTZONE  | CONFIGURATION | the record is not in that zone
			NOTIMP   | CONFIGURATION | it takes no dynamic updates
			FORMERR  | CONFIGURATION | it does not understand the request
			YXRRSET  | DNS           | the name is a CNAME there
			NXRRSET  | DNS           | it answered NXRRSET
			""")
	void eachRefusalHasItsReason(String code, Reason reason, String why) throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer(signed((request) -> Rcode.value(code)))) {
			assertThat(failure(server, "example.org")).startsWith(reason.name()).contains(why);
		}
	}

	@Test
	void aZoneThatIsNotLoadedIsNotMistakenForTheOneAbove() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer(signed((request) -> Rcode.SERVFAIL))) {
			assertThat(failure(server, null)).startsWith("DNS").contains("(SERVFAIL)");
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void aServerWithoutTheZoneIsToldApartFromOneThatRefuses() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer(signed((request) -> Rcode.REFUSED))) {
			assertThat(failure(server, null)).startsWith("CONFIGURATION").contains("it has no zone for that name");
			assertThat(server.requests()).hasSize(3);
		}
	}

	@Test
	void aServerThatDoesNotAnswerIsToldAfterTheTimeout() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer((request, client) -> {
		})) {
			assertThat(failure(impatient(server))).startsWith("DNS")
				.contains("it did not answer within 300 ms. Check that it runs");
		}
	}

	@Test
	void theTimeoutIsThatOfTheWholeChange() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer((request, client) -> {
			client.getOutputStream().write(new byte[] { 0, 100 });
			while (true) {
				client.getOutputStream().write(0);
				pause();
			}
		})) {
			assertThat(failure(impatient(server))).contains("it did not answer within 300 ms");
		}
	}

	private static void pause() {
		LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 20 })
	void aConnectionThatIsClosedEarlyIsTold(int length) throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer((request, client) -> {
			byte[] beginning = new byte[length];
			if (length > 1) {
				beginning[1] = 100;
			}
			client.getOutputStream().write(beginning);
			client.close();
		})) {
			assertThat(failure(server, "example.org")).startsWith("DNS")
				.contains("it cannot be spoken with (the connection was closed instead of an answer)");
		}
	}

	@Test
	void anAnswerToSomethingElseIsNone() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer((request, client) -> {
			Message answer = answer(request, Rcode.NOERROR);
			answer.getHeader().setID((request.getHeader().getID() + 1) % 65_536);
			ScriptedDnsServer.send(answer, client);
		})) {
			assertThat(failure(server, "example.org")).startsWith("DNS").contains("not one to the request");
		}
	}

	@Test
	void anAnswerThatIsNoMessageIsTold() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer(
				(request, client) -> client.getOutputStream().write(new byte[] { 0, 3, 1, 2, 3 }))) {
			assertThat(failure(server, "example.org")).startsWith("DNS").contains("it cannot be spoken with");
		}
	}

	@Test
	void aServerThatDoesNotRunIsTold() {
		try (RefusingPort port = RefusingPort.take()) {
			assertThat(failure(provider(properties(port.address(), "example.org")))).startsWith("DNS")
				.contains("Unable to add TXT '_acme-challenge.example.org' to zone 'example.org'")
				.contains("it cannot be spoken with (Connection refused)");
		}
	}

	@Test
	void aNameWithoutAnAddressIsTold() {
		String server = "x".repeat(64) + ".invalid";
		Rfc2136Properties properties = properties(server, "example.org");
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> provider(properties).add(RECORD))
			.withMessageContaining("by DNS server '" + server + ":53': its name has no address")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
	}

	@Test
	void aRecordOutsideOfTheNamedZoneIsNotSent() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer(signed((request) -> Rcode.NOERROR))) {
			assertThat(failure(server, "example.com")).startsWith("CONFIGURATION")
				.contains("the record is not in that zone");
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void anInterruptIsKeptAndTakesEffectAfterwards() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer(signed((request) -> Rcode.NOERROR))) {
			Thread.currentThread().interrupt();
			assertThatNoException().isThrownBy(() -> provider(server, "example.org").remove(RECORD));
			assertThat(Thread.interrupted()).isTrue();
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void theSecretIsNotShown() throws IOException {
		try (ScriptedDnsServer server = new ScriptedDnsServer(signed((request) -> Rcode.NOERROR))) {
			assertThat(provider(server, "example.org")).hasToString("Rfc2136DnsProvider[" + server.address() + "]");
		}
	}

	private static Script signed(ToIntFunction<Message> code) {
		return (request, client) -> {
			Message answer = answer(request, code.applyAsInt(request));
			sign(answer, request.getTSIG());
			ScriptedDnsServer.send(answer, client);
		};
	}

	private static void sign(Message answer, TSIGRecord request) {
		TSIG_KEY.apply(answer, request);
	}

	private static Message answer(Message request, int code) {
		Message answer = new Message(request.getHeader().getID());
		answer.getHeader().setFlag(Flags.QR);
		answer.getHeader().setFlag(Flags.AA);
		answer.getHeader().setOpcode(request.getHeader().getOpcode());
		answer.getHeader().setRcode(code);
		answer.addRecord(request.getQuestion(), Section.QUESTION);
		if (request.getHeader().getOpcode() == Opcode.QUERY && code == Rcode.NOERROR) {
			Name zone = Name.fromConstantString("example.org.");
			answer.addRecord(new SOARecord(zone, 1, 60, zone, zone, 1, 1, 1, 1, 1), Section.AUTHORITY);
		}
		return answer;
	}

	private static String failure(ScriptedDnsServer server, @Nullable String zone) {
		return failure(provider(server, zone));
	}

	private static String failure(Rfc2136DnsProvider provider) {
		AcmeException failure = assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> provider.add(RECORD))
			.actual();
		return failure.getReason() + " " + failure.getMessage();
	}

	private static Rfc2136DnsProvider provider(ScriptedDnsServer server, @Nullable String zone) {
		return provider(properties(server.address(), zone));
	}

	private static Rfc2136DnsProvider impatient(ScriptedDnsServer server) {
		Rfc2136Properties properties = properties(server.address(), "example.org");
		properties.setTimeout(Duration.ofMillis(300));
		return provider(properties);
	}

	private static Rfc2136DnsProvider provider(Rfc2136Properties properties) {
		return new Rfc2136DnsProvider(new ValidProperties(properties));
	}

	private static Rfc2136Properties properties(String server, @Nullable String zone) {
		Rfc2136Properties properties = new Rfc2136Properties();
		properties.setServer(server);
		properties.setZone(zone);
		properties.setTimeout(Duration.ofSeconds(20));
		properties.getTsig().setKeyName("acme-key");
		properties.getTsig().setSecret(Base64.getEncoder().encodeToString(SECRET));
		return properties;
	}

}
