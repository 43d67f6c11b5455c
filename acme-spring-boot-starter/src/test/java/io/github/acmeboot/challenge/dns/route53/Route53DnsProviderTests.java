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

package io.github.acmeboot.challenge.dns.route53;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.route53.Route53Client;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.standin.Received;
import io.github.acmeboot.challenge.dns.standin.RecordListener;
import io.github.acmeboot.challenge.dns.standin.Reply;
import io.github.acmeboot.challenge.dns.standin.Route53StandIn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Route53DnsProvider}: the client of the SDK against
 * {@link Route53StandIn}.
 */
class Route53DnsProviderTests {

	private static final String NAME = "_acme-challenge.shop.example.com";

	private static final TxtRecord RECORD = new TxtRecord(NAME, "v4lue");

	private final Route53StandIn standIn = new Route53StandIn(RecordListener.NONE);

	private final Route53Client client = TestRoute53.client(this.standIn);

	private final Route53Properties properties = new Route53Properties();

	@BeforeEach
	void prepare() {
		this.standIn.zone("Z1", "example.com", false);
	}

	@AfterEach
	void close() {
		this.client.close();
		this.standIn.close();
	}

	@Test
	void theZoneIsFoundByWalkingUpAndTheSetCreated() {
		provider().add(RECORD);
		assertThat(this.standIn.http().requests()).extracting(Object::toString)
			.containsExactly("GET /2013-04-01/hostedzonesbyname?dnsname=" + NAME + "&maxitems=100",
					"GET /2013-04-01/hostedzonesbyname?dnsname=shop.example.com&maxitems=100",
					"GET /2013-04-01/hostedzonesbyname?dnsname=example.com&maxitems=100",
					"GET /2013-04-01/hostedzone/Z1/rrset?name=" + NAME + "&type=TXT&maxitems=1",
					"POST /2013-04-01/hostedzone/Z1/rrset/");
		assertThat(lastBody()).contains("<Action>CREATE</Action>",
				"<Name>" + NAME + ".</Name><Type>TXT</Type><TTL>60</TTL>", "<Value>\"v4lue\"</Value>",
				"<Comment>ACME challenge</Comment>");
		assertThat(this.standIn.values(NAME)).containsExactly("v4lue");
	}

	@Test
	void theSetThatWasReadIsDeletedAndTheNewOneCreatedInOneBatch() {
		this.standIn.add(NAME, 300, "theirs");
		provider().add(RECORD);
		assertThat(lastBody()).containsSubsequence("<Action>DELETE</Action>", "<TTL>300</TTL>",
				"<Value>\"theirs\"</Value>", "<Action>CREATE</Action>", "<TTL>300</TTL>", "<Value>\"theirs\"</Value>",
				"<Value>\"v4lue\"</Value>");
		provider().remove(RECORD);
		assertThat(this.standIn.values(NAME)).containsExactly("theirs");
		assertThat(this.standIn.ttl(NAME)).isEqualTo(300);
	}

	@Test
	void theLastValueTakesTheSetAway() {
		provider().add(RECORD);
		provider().remove(RECORD);
		assertThat(lastBody()).contains("<Action>DELETE</Action>").doesNotContain("CREATE");
		assertThat(this.standIn.ttl(NAME)).isEqualTo(-1);
	}

	@Test
	void valuesThatInstancesAddAtOnceAllEndUpThere() {
		List<TxtRecord> records = IntStream.range(0, 5).mapToObj((i) -> new TxtRecord(NAME, "value" + i)).toList();
		ExecutorService executor = Executors.newFixedThreadPool(records.size());
		try {
			CompletableFuture
				.allOf(records.stream()
					.map((record) -> CompletableFuture.runAsync(() -> provider().add(record), executor))
					.toArray(CompletableFuture[]::new))
				.join();
			assertThat(this.standIn.values(NAME)).hasSize(5);
			CompletableFuture
				.allOf(records.stream()
					.map((record) -> CompletableFuture.runAsync(() -> provider().remove(record), executor))
					.toArray(CompletableFuture[]::new))
				.join();
			assertThat(this.standIn.values(NAME)).isEmpty();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void aSetThatSomebodyChangesAllTheTimeIsGivenUp() {
		Route53DnsProvider provider = provider();
		provider.add(RECORD);
		this.standIn.add(NAME, 60, "other");
		this.standIn.http().forgetRequests();
		String outdated = "<ListResourceRecordSetsResponse xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">"
				+ "<ResourceRecordSets></ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>1</MaxItems>"
				+ "</ListResourceRecordSetsResponse>";
		String refused = "<InvalidChangeBatch xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"><Messages>"
				+ "<Message>Tried to create resource record set [name='x', type='TXT'] but it already exists</Message>"
				+ "</Messages></InvalidChangeBatch>";
		IntStream.range(0, 40)
			.forEach(
					(i) -> this.standIn.http().answer((i % 2 == 0) ? Reply.of(200, outdated) : Reply.of(400, refused)));
		fails(() -> provider.add(new TxtRecord(NAME, "new"))).withMessageContaining("20 attempts were in vain")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
		assertThat(this.standIn.http().requests()).hasSize(40);
	}

	@Test
	void aBatchThatIsInvalidForAnotherReasonIsNotRepeated() {
		Route53DnsProvider provider = provider();
		provider.add(RECORD);
		this.standIn.http().forgetRequests();
		this.standIn.http()
			.answer(Reply.of(200,
					"<ListResourceRecordSetsResponse xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">"
							+ "<ResourceRecordSets></ResourceRecordSets><IsTruncated>false</IsTruncated>"
							+ "<MaxItems>1</MaxItems></ListResourceRecordSetsResponse>"));
		this.standIn.http().answer(Route53StandIn.error(400, "InvalidChangeBatch", "Invalid resource record: x"));
		fails(() -> provider.add(new TxtRecord(NAME, "new")))
			.withMessageContaining("answered 400 (InvalidChangeBatch: Invalid resource record: x).")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.CONFIGURATION));
		assertThat(this.standIn.http().requests()).hasSize(2);
	}

	@Test
	void thePrivateZoneOfTheSameNameIsNotMeant() {
		this.standIn.zone("Z2", "shop.example.com", true);
		this.standIn.zone("Z3", "example.com", true);
		provider().add(RECORD);
		assertThat(this.standIn.http().requests()).last().hasToString("POST /2013-04-01/hostedzone/Z1/rrset/");
	}

	@Test
	void theLongestZoneWins() {
		this.standIn.zone("Z2", "shop.example.com", false);
		provider().add(RECORD);
		assertThat(this.standIn.http().requests()).last().hasToString("POST /2013-04-01/hostedzone/Z2/rrset/");
	}

	@Test
	void ofTwoZonesOfOneNameTheOperatorHasToChoose() {
		this.standIn.zone("Z2", "example.com", false);
		fails(() -> provider().add(RECORD))
			.withMessageContaining("2 public hosted zones of the name 'example.com': Z1, Z2")
			.withMessageContaining("'acme.challenge.dns.route53.hosted-zone-id'")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.CONFIGURATION));
		this.properties.setHostedZoneId("/hostedzone/Z2");
		provider().add(RECORD);
		assertThat(this.standIn.http().requests()).last().hasToString("POST /2013-04-01/hostedzone/Z2/rrset/");
	}

	@Test
	void withoutAZoneTheMessageNamesWhatWasTried() {
		fails(() -> provider().add(new TxtRecord("_acme-challenge.example.net", "v4lue")))
			.withMessageContaining("'_acme-challenge.example.net', 'example.net'")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.CONFIGURATION))
			.satisfies((ex) -> assertThat(ex.isHelpedByAnotherIssuer()).isFalse());
	}

	@Test
	void aZoneThatDoesNotExistIsSaid() {
		this.properties.setHostedZoneId("Z9");
		fails(() -> provider().add(RECORD)).withMessageContaining("in the hosted zone 'Z9' at Route 53")
			.withMessageContaining("No hosted zone found with ID: Z9")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.CONFIGURATION));
	}

	@Test
	void aSetWithARoutingPolicyIsLeftAlone() {
		this.standIn.addWeighted(NAME);
		fails(() -> provider().add(RECORD)).withMessageContaining("has a routing policy")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.CONFIGURATION));
		assertThat(this.standIn.values(NAME)).containsExactly("weighted");
	}

	@ParameterizedTest
	@CsvSource({ "403,AccessDenied,CONFIGURATION", "403,InvalidClientTokenId,CONFIGURATION",
			"403,SignatureDoesNotMatch,CONFIGURATION", "400,InvalidInput,CONFIGURATION" })
	void aRefusalIsTheOperatorsBusiness(int status, String code, Reason reason) {
		this.standIn.http().answer(Route53StandIn.error(status, code, "No."));
		fails(() -> provider().add(RECORD)).withMessageContaining("answered " + status + " (" + code + ": No.)")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(reason));
	}

	@ParameterizedTest
	@CsvSource({ "400,Throttling", "400,PriorRequestNotComplete", "503,ServiceUnavailable" })
	void whatThePaceIsTooFastForIsRepeatedByTheClientAndThenLater(int status, String code) {
		this.standIn.http().answer(Route53StandIn.error(status, code, "Rate exceeded"));
		provider().add(RECORD);
		assertThat(this.standIn.values(NAME)).containsExactly("v4lue");
		IntStream.range(0, 20)
			.forEach((i) -> this.standIn.http().answer(Route53StandIn.error(status, code, "Rate exceeded")));
		fails(() -> provider().remove(RECORD)).withMessageContaining("It will be tried again.")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
	}

	@Test
	void anAnswerThatDoesNotComeInTimeIsTriedAgainLater() {
		this.properties.setTimeout(Duration.ofMillis(400));
		IntStream.range(0, 5).forEach((i) -> this.standIn.http().answer(Reply.of(200, "<a>").stalled()));
		fails(() -> provider().add(RECORD)).withMessageContaining("'acme.challenge.dns.route53.timeout'")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
	}

	@Test
	void aServiceThatCannotBeReachedIsTriedAgainLater() {
		Route53DnsProvider provider = provider();
		this.standIn.close();
		fails(() -> provider.add(RECORD)).withMessageContaining("there is no answer of Route 53")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
	}

	@Test
	void anInterruptThatCameBeforeLetsTheRecordBeRemoved() {
		provider().add(RECORD);
		Thread.currentThread().interrupt();
		provider().remove(RECORD);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.standIn.values(NAME)).isEmpty();
	}

	private Route53DnsProvider provider() {
		return TestRoute53.provider(this.client, this.properties);
	}

	private String lastBody() {
		List<Received> requests = this.standIn.http().requests();
		return requests.get(requests.size() - 1).body().replace("&quot;", "\"");
	}

	private static ThrowableAssertAlternative<AcmeException> fails(ThrowingCallable call) {
		return assertThatExceptionOfType(AcmeException.class).isThrownBy(call);
	}

}
