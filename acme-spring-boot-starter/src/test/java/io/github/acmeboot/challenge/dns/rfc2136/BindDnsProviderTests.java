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

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Remedy;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.rfc2136.Rfc2136Properties.Algorithm;
import io.github.acmeboot.testsupport.bind.BindServer;
import io.github.acmeboot.testsupport.bind.EnabledIfBind;
import io.github.acmeboot.testsupport.bind.TsigKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Rfc2136DnsProvider} with a real BIND as the primary server.
 */
@EnabledIfBind
@Timeout(120)
class BindDnsProviderTests {

	private static final TxtRecord RECORD = new TxtRecord("_acme-challenge.example.org", "one");

	private static final TxtRecord OTHER = new TxtRecord("_acme-challenge.example.org", "two");

	private static TsigKey key;

	private static TsigKey strong;

	private static BindServer bind;

	@BeforeAll
	static void startBind(@TempDir Path directory) {
		key = TsigKey.generate("acme-key");
		strong = TsigKey.generate("strong-key", "hmac-sha512");
		bind = BindServer.builder(directory)
			.key(key)
			.key(strong)
			.zone("example.org",
					"update-policy { grant acme-key wildcard *.example.org. TXT; grant strong-key zonesub TXT; };",
					"@ NS ns1", "ns1 A 127.0.0.1", "forbidden TXT kept", "alias CNAME elsewhere", "sub NS ns1.sub",
					"ns1.sub A 127.0.0.3")
			.zone("deep.example.org", "allow-update { key acme-key; };", "@ NS ns1.example.org.")
			.zone("wild.example.org", "allow-update { 127.0.0.0/8; };", "@ NS ns1.example.org.",
					"* CNAME www.deep.example.org.")
			.zone("fixed.example.org", "", "@ NS ns1.example.org.")
			.start();
	}

	@AfterAll
	static void stopBind() {
		bind.close();
	}

	@AfterEach
	void nothingIsLeft() {
		assertThat(bind.txtRecordsOf("example.org")).containsExactly("forbidden.example.org kept");
		assertThat(bind.txtRecordsOf("deep.example.org")).isEmpty();
		assertThat(bind.txtRecordsOf("wild.example.org")).isEmpty();
	}

	@Test
	void severalValuesStandSideBySideAndOneIsRemoved() {
		DnsProvider provider = provider(properties());
		provider.add(RECORD);
		provider.add(OTHER);
		assertThat(bind.txt(RECORD.name())).containsExactly("one", "two");
		provider.remove(RECORD);
		assertThat(bind.txt(RECORD.name())).containsExactly("two");
		provider.remove(OTHER);
	}

	@Test
	void bothMayBeRepeated() {
		DnsProvider provider = provider(properties());
		provider.add(RECORD);
		provider.add(RECORD);
		assertThat(bind.txt(RECORD.name())).containsExactly("one");
		provider.remove(RECORD);
		provider.remove(RECORD);
	}

	@Test
	void anotherProcessMayRemoveWhatOneAdded() {
		provider(properties()).add(RECORD);
		provider(properties()).remove(RECORD);
	}

	@ParameterizedTest
	@ValueSource(strings = { "quo\"ted", "back\\slash", "semi;colon and space" })
	void aValueIsTakenAsItIs(String value) {
		DnsProvider provider = provider(properties());
		TxtRecord record = new TxtRecord("odd.example.org", value);
		provider.add(record);
		assertThat(bind.txt("odd.example.org")).containsExactly(value.replace("\\", "\\\\").replace("\"", "\\\""));
		provider.remove(record);
	}

	@Test
	void theZoneIsThatOfTheNameAndNotOneAbove() {
		DnsProvider provider = provider(properties());
		TxtRecord record = new TxtRecord("_acme-challenge.a.b.deep.example.org", "value");
		provider.add(record);
		assertThat(bind.txtRecordsOf("deep.example.org")).containsExactly(record.name() + " value");
		provider.remove(record);
	}

	@Test
	void aWildcardCnameDoesNotHideTheZone() {
		Rfc2136Properties unsigned = unsigned();
		DnsProvider provider = provider(unsigned);
		TxtRecord record = new TxtRecord("_acme-challenge.wild.example.org", "value");
		provider.add(record);
		assertThat(bind.txtRecordsOf("wild.example.org")).containsExactly(record.name() + " value");
		provider.remove(record);
	}

	@Test
	void aServerMayAllowAnAddressInsteadOfAKey() {
		DnsProvider provider = provider(unsigned());
		TxtRecord record = new TxtRecord("name.wild.example.org", "value");
		provider.add(record);
		assertThat(bind.txt(record.name())).containsExactly("value");
		provider.remove(record);
	}

	@Test
	void theZoneMayBeNamed() {
		Rfc2136Properties properties = properties();
		properties.setZone("Example.org.");
		DnsProvider provider = provider(properties);
		provider.add(RECORD);
		assertThat(bind.txt(RECORD.name())).containsExactly("one");
		provider.remove(RECORD);
	}

	@Test
	void anotherAlgorithmIsUsed() {
		DnsProvider provider = provider(properties(strong, Algorithm.HMAC_SHA512));
		provider.add(RECORD);
		provider.remove(RECORD);
	}

	@Test
	void severalThreadsAddAndRemoveUnderOneName() throws Exception {
		DnsProvider provider = provider(properties());
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<TxtRecord> records = IntStream.range(0, 40)
				.mapToObj((i) -> new TxtRecord(RECORD.name(), "value-" + i))
				.toList();
			for (Future<?> added : records.stream().map((one) -> threads.submit(() -> provider.add(one))).toList()) {
				added.get();
			}
			assertThat(bind.txt(RECORD.name())).hasSize(40);
			for (Future<?> removed : records.stream()
				.map((one) -> threads.submit(() -> provider.remove(one)))
				.toList()) {
				removed.get();
			}
		}
		finally {
			threads.shutdown();
		}
	}

	@Test
	void anInterruptIsKeptAndNothingIsLeftUndone() {
		DnsProvider provider = provider(properties());
		provider.add(RECORD);
		Thread.currentThread().interrupt();
		provider.remove(RECORD);
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void aKeyThatTheServerDoesNotKnowIsTold() {
		TsigKey unknown = TsigKey.generate("unknown-key");
		assertThat(refusal(properties(unknown, Algorithm.HMAC_SHA256), RECORD)).isEqualTo(Reason.CONFIGURATION.name()
				+ " Unable to add TXT '_acme-challenge.example.org' by DNS server '" + bind.hostAndPort()
				+ "': it does not know the key 'unknown-key', or knows it with another algorithm (BADKEY). Set "
				+ "'acme.challenge.dns.rfc2136.tsig.key-name' and '.algorithm' to those of the server's key.");
	}

	@Test
	void anotherAlgorithmThanThatOfTheKeyIsTold() {
		assertThat(refusal(properties(key, Algorithm.HMAC_SHA512), RECORD)).contains("(BADKEY)");
	}

	@Test
	void aWrongSecretIsToldAndNotShown() {
		String secret = TsigKey.generate("acme-key").secret();
		assertThat(refusal(properties(new TsigKey("acme-key", "hmac-sha256", secret), Algorithm.HMAC_SHA256), RECORD))
			.startsWith("CONFIGURATION Unable to add TXT '_acme-challenge.example.org' by DNS server")
			.contains("its key 'acme-key' has another secret (BADSIG)")
			.doesNotContain(secret);
	}

	@Test
	void aWrongSecretIsToldAlsoWhenTheZoneIsNamed() {
		Rfc2136Properties properties = properties(TsigKey.generate("acme-key"), Algorithm.HMAC_SHA256);
		properties.setZone("example.org");
		assertThat(refusal(properties, RECORD))
			.startsWith("CONFIGURATION Unable to add TXT '_acme-challenge.example.org' to zone 'example.org'")
			.contains("(BADSIG)");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			example.org             | it does not allow that to the key 'acme-key' (REFUSED)
			name.fixed.example.org  | it does not allow that to the key 'acme-key' (REFUSED)
			alias.example.org       | the name is a CNAME there
			name.sub.example.org    | 'sub.example.org' is served by other servers
			name.example.com        | it has no zone for that name
			""")
	void whatTheServerDoesNotDoIsTold(String name, String why) {
		assertThat(refusal(properties(), new TxtRecord(name, "value"))).contains("Unable to add TXT '" + name + "'")
			.contains(why);
	}

	@Test
	void anUnsignedUpdateThatIsNotAllowedIsTold() {
		assertThat(refusal(unsigned(), RECORD))
			.contains("it does not allow that to this machine, which signs nothing (REFUSED)");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			example.net | the record is not in that zone (NOTZONE)
			org         | it is not the primary server of that zone (NOTAUTH)
			""")
	void aWrongZoneIsTold(String zone, String why) {
		Rfc2136Properties properties = properties();
		properties.setZone(zone);
		assertThat(refusal(properties, RECORD)).startsWith("CONFIGURATION Unable to add")
			.contains(" to zone '" + zone + "'")
			.contains(why);
	}

	@Test
	void aSecondaryServerIsNotThePrimaryOne(@TempDir Path directory) {
		try (BindServer secondary = BindServer.builder(directory)
			.key(key)
			.secondary("example.org", bind.address())
			.start()) {
			Rfc2136Properties properties = properties();
			properties.setServer(secondary.hostAndPort());
			properties.setZone("example.org");
			assertThat(refusal(properties, RECORD)).startsWith("CONFIGURATION").containsAnyOf("NOTAUTH", "REFUSED");
		}
	}

	private static String refusal(Rfc2136Properties properties, TxtRecord record) {
		DnsProvider provider = provider(properties);
		AcmeException failure = assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> provider.add(record))
			.actual();
		assertThat(failure.isHelpedByAnotherIssuer()).isFalse();
		assertThat(failure.getRemedy())
			.isEqualTo((failure.getReason() == Reason.CONFIGURATION) ? Remedy.OPERATOR : Remedy.SCHEDULE);
		return failure.getReason() + " " + failure.getMessage();
	}

	private static DnsProvider provider(Rfc2136Properties properties) {
		return new Rfc2136DnsProvider(new ValidProperties(properties));
	}

	private static Rfc2136Properties properties() {
		return properties(key, Algorithm.HMAC_SHA256);
	}

	private static Rfc2136Properties properties(TsigKey key, Algorithm algorithm) {
		Rfc2136Properties properties = unsigned();
		properties.getTsig().setKeyName(key.name());
		properties.getTsig().setSecret(key.secret());
		properties.getTsig().setAlgorithm(algorithm);
		return properties;
	}

	private static Rfc2136Properties unsigned() {
		Rfc2136Properties properties = new Rfc2136Properties();
		properties.setServer(bind.hostAndPort());
		return properties;
	}

}
