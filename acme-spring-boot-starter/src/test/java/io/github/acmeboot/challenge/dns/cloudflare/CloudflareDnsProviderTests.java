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

package io.github.acmeboot.challenge.dns.cloudflare;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.standin.CloudflareStandIn;
import io.github.acmeboot.challenge.dns.standin.RecordListener;
import io.github.acmeboot.challenge.dns.standin.Reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CloudflareDnsProvider} against {@link CloudflareStandIn}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CloudflareDnsProviderTests {

	private static final String NAME = "_acme-challenge.shop.example.com";

	private static final TxtRecord RECORD = new TxtRecord(NAME, "v4lue");

	private final CloudflareStandIn standIn = new CloudflareStandIn(RecordListener.NONE);

	private final CloudflareProperties properties = TestCloudflare.properties(this.standIn);

	private String zone = "";

	@BeforeEach
	void prepare() {
		this.standIn.token("t0ken", true, true);
		this.zone = this.standIn.zone("example.com", "active");
	}

	@AfterEach
	void close() {
		this.standIn.close();
	}

	@Test
	void theZoneIsFoundByWalkingUpAndTheRecordCreatedInQuotes() {
		provider().add(RECORD);
		assertThat(paths()).containsExactly("GET /client/v4/zones?name=" + NAME + "&status=active&per_page=5",
				"GET /client/v4/zones?name=shop.example.com&status=active&per_page=5",
				"GET /client/v4/zones?name=example.com&status=active&per_page=5",
				"POST /client/v4/zones/" + this.zone + "/dns_records");
		assertThat(this.standIn.http().requests())
			.allSatisfy((request) -> assertThat(request.header("authorization")).isEqualTo("Bearer t0ken"));
		assertThat(this.standIn.http().requests().get(3).body().strip())
			.isEqualTo("{\"type\":\"TXT\",\"name\":\"" + NAME + "\",\"content\":\"\\\"v4lue\\\"\",\"ttl\":60,"
					+ "\"comment\":\"ACME challenge, removed once it is validated\"}");
	}

	@Test
	void theZoneThatWasFoundIsRememberedForAllOfItsNames() {
		CloudflareDnsProvider provider = provider();
		provider.add(RECORD);
		this.standIn.http().forgetRequests();
		provider.remove(RECORD);
		assertThat(paths()).hasSize(2).noneMatch((path) -> path.contains("/zones?"));
		this.standIn.http().forgetRequests();
		provider.add(new TxtRecord("_acme-challenge.other.example.com", "v4lue"));
		assertThat(paths()).hasSize(3);
	}

	@Test
	void theLongestZoneWins() {
		String longer = this.standIn.zone("shop.example.com", "active");
		provider().add(RECORD);
		assertThat(this.standIn.records()).singleElement()
			.satisfies((record) -> assertThat(record.zone()).isEqualTo(longer));
	}

	@Test
	void aZoneThatIsNotInUseIsNone() {
		this.standIn.zone("shop.example.com", "pending");
		provider().add(RECORD);
		assertThat(this.standIn.records()).singleElement()
			.satisfies((record) -> assertThat(record.zone()).isEqualTo(this.zone));
	}

	@Test
	void withoutAZoneTheMessageNamesWhatWasTried() {
		fails(() -> provider().add(new TxtRecord("_acme-challenge.example.net", "v4lue")))
			.withMessageStartingWith("Unable to add TXT '_acme-challenge.example.net' at Cloudflare: Cloudflare shows"
					+ " no active zone by any of the names '_acme-challenge.example.net', 'example.net'.")
			.withMessageContaining("'acme.challenge.dns.cloudflare.zone-id'")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.CONFIGURATION))
			.satisfies((ex) -> assertThat(ex.isHelpedByAnotherIssuer()).isFalse());
	}

	@Test
	void aConfiguredZoneIsNotLookedFor() {
		this.standIn.token("t0ken", false, true);
		this.properties.setZoneId(this.zone);
		CloudflareDnsProvider provider = provider();
		provider.add(RECORD);
		provider.remove(RECORD);
		assertThat(paths()).noneMatch((path) -> path.contains("/zones?"));
		assertThat(this.standIn.records()).isEmpty();
	}

	@Test
	void zonesAreReadByATokenOfTheirOwn() {
		this.standIn.token("t0ken", false, true);
		this.standIn.token("reader", true, false);
		this.properties.setZoneToken(" reader\n");
		CloudflareDnsProvider provider = provider();
		provider.add(RECORD);
		provider.remove(RECORD);
		assertThat(this.standIn.http().requests()).allSatisfy((request) -> assertThat(request.header("authorization"))
			.isEqualTo(request.path().endsWith("/zones") ? "Bearer reader" : "Bearer t0ken"));
	}

	@Test
	void anIdenticalRecordIsSuccess() {
		this.standIn.add(this.zone, NAME, "\"v4lue\"");
		provider().add(RECORD);
		assertThat(this.standIn.records()).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "v4lue", "\"v4lue\"", "\"v4\" \"lue\"" })
	void aRecordIsRemovedHoweverItsContentIsQuoted(String content) {
		this.standIn.add(this.zone, NAME, content);
		this.standIn.add(this.zone, NAME, "\"v4lue2\"");
		this.standIn.add(this.zone, "_acme-challenge.example.com", content);
		provider().remove(RECORD);
		assertThat(this.standIn.records()).extracting(CloudflareStandIn.Entry::name)
			.containsExactly(NAME, "_acme-challenge.example.com");
		assertThat(this.standIn.values(NAME)).containsExactly("v4lue2");
	}

	@Test
	void aRecordIsFoundOnALaterPage() {
		this.standIn.maxPerPage(2);
		IntStream.range(0, 5).forEach((i) -> this.standIn.add(this.zone, NAME, "\"other" + i + "\""));
		this.standIn.add(this.zone, NAME, "\"v4lue\"");
		provider().remove(RECORD);
		assertThat(this.standIn.values(NAME)).hasSize(5).doesNotContain("v4lue");
		assertThat(paths()).filteredOn((path) -> path.contains("page="))
			.filteredOn((path) -> path.contains("type=TXT"))
			.hasSize(3);
	}

	@Test
	void aRecordThatIsGoneInTheMeantimeIsRemoved() {
		this.standIn.add(this.zone, NAME, "\"v4lue\"");
		CloudflareDnsProvider provider = provider();
		provider.add(RECORD);
		this.standIn.http().forgetRequests();
		this.standIn.http()
			.answer(Reply.of(200,
					"{\"success\":true,\"errors\":[],\"result\":[{\"id\":\"gone\",\"type\":\"TXT\",\"name\":\"" + NAME
							+ "\",\"content\":\"\\\"v4lue\\\"\"}],\"result_info\":{\"total_pages\":1}}"));
		provider.remove(RECORD);
		assertThat(paths()).last().asString().endsWith("/dns_records/gone").startsWith("DELETE");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "403|10000|Authentication error", "403|9109|Invalid access token",
			"400|6003|Invalid request headers", "401|1000|Invalid API Token" })
	void aRefusedTokenIsTheOperatorsBusiness(int status, int code, String message, CapturedOutput output) {
		CloudflareDnsProvider provider = provider();
		provider.add(new TxtRecord(NAME, "first"));
		this.standIn.http().answer(CloudflareStandIn.error(status, code, message));
		fails(() -> provider.add(RECORD))
			.withMessageStartingWith("Unable to add TXT '" + NAME + "' in the zone 'example.com' at Cloudflare: '"
					+ this.standIn.url() + "' answered " + status + " (" + message + ", code " + code + ").")
			.withMessageContaining("Check 'acme.challenge.dns.cloudflare.api-token'")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.CONFIGURATION));
		assertThat(output).doesNotContain("Bearer");
	}

	@Test
	void aTokenThatMayNotEditIsNamedWithZoneAndRecord() {
		this.standIn.token("t0ken", true, false);
		fails(() -> provider().add(RECORD)).withMessageContaining("TXT '" + NAME + "' in the zone 'example.com'")
			.withMessageContaining("Authentication error, code 10000");
	}

	@Test
	void aLimitOfRequestsIsKept() {
		CloudflareDnsProvider provider = provider();
		provider.add(new TxtRecord(NAME, "first"));
		this.standIn.http()
			.answer(new Reply(429, Map.of("Retry-After", "240"),
					CloudflareStandIn.error(429, 971, "Please wait and consider throttling your request speed").body(),
					Reply.Manner.WHOLE));
		fails(() -> provider.add(RECORD)).withMessageContaining("consider throttling your request speed, code 971")
			.satisfies((ex) -> {
				assertThat(ex.getReason()).isEqualTo(Reason.DNS);
				assertThat(ex.getRetryAfter()).contains(TestCloudflare.CLOCK.instant().plusSeconds(240));
			});
	}

	@ParameterizedTest
	@CsvSource({ "500,DNS", "502,DNS", "409,DNS", "404,CONFIGURATION" })
	void anAnswerWithoutErrorsIsShownAsItIs(int status, Reason reason) {
		CloudflareDnsProvider provider = provider();
		provider.add(new TxtRecord(NAME, "first"));
		this.standIn.http().answer(Reply.of(status, "<html>error</html>"));
		fails(() -> provider.add(RECORD)).withMessageContaining("answered " + status + " (<html>error</html>).")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(reason));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{\"success\":true}", "{\"result\":[{}]}", "garbage" })
	void anAnswerThatIsNotDocumentedIsAFailure(String body) {
		this.standIn.http().answer(Reply.of(200, body));
		fails(() -> provider().add(RECORD)).withMessageContaining("but not what it should");
	}

	@Test
	void aTimeToLiveThatCloudflareDoesNotTakeIsSaid() {
		this.properties.setTtl(Duration.ofSeconds(30));
		fails(() -> provider().add(RECORD)).withMessageContaining("Invalid TTL. Must be between 60 and 86400 seconds");
	}

	@Test
	void theTokenIsNeverShown(CapturedOutput output) {
		this.properties.setApiToken("s3cr3t");
		fails(() -> provider().add(RECORD)).withMessageNotContaining("s3cr3t")
			.withMessageContaining("Invalid access token");
		assertThat(output).doesNotContain("s3cr3t");
	}

	private CloudflareDnsProvider provider() {
		return TestCloudflare.provider(this.properties);
	}

	private List<String> paths() {
		return this.standIn.http().requests().stream().map(Object::toString).toList();
	}

	private static ThrowableAssertAlternative<AcmeException> fails(ThrowingCallable call) {
		return assertThatExceptionOfType(AcmeException.class).isThrownBy(call);
	}

}
