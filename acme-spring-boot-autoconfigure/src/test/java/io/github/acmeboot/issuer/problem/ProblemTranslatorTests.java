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

package io.github.acmeboot.issuer.problem;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.exception.AcmeUserActionRequiredException;
import org.shredzone.acme4j.toolbox.JSON;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Remedy;
import io.github.acmeboot.AcmeException.Subproblem;
import io.github.acmeboot.Identifier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProblemTranslator}.
 */
class ProblemTranslatorTests {

	private static final String URN = "urn:ietf:params:acme:error:";

	private final ProblemTranslator translator = new ProblemTranslator("ca",
			Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC));

	@ParameterizedTest
	@CsvSource({ "accountDoesNotExist,ACCOUNT", "badCSR,CONFIGURATION", "badNonce,SERVER", "badPublicKey,ACCOUNT",
			"badSignatureAlgorithm,ACCOUNT", "caa,REJECTED_IDENTIFIER", "dns,VALIDATION",
			"externalAccountRequired,ACCOUNT", "invalidContact,ACCOUNT", "invalidProfile,CONFIGURATION",
			"malformed,INTERNAL", "orderNotReady,PROTOCOL", "rateLimited,RATE_LIMITED",
			"rejectedIdentifier,REJECTED_IDENTIFIER", "serverInternal,SERVER", "unauthorized,ACCOUNT",
			"unsupportedContact,ACCOUNT", "unsupportedIdentifier,REJECTED_IDENTIFIER", "userActionRequired,TERMS",
			"somethingNew,PROTOCOL" })
	void classifiesProblems(String type, Reason reason) {
		AcmeException failure = refused("{\"type\":\"" + URN + type + "\",\"detail\":\"because.\"}", 403);
		assertThat(failure.getReason()).isEqualTo(reason);
		assertThat(failure.getProblemType()).contains(URN + type);
		assertThat(failure).hasMessageStartingWith("The CA 'ca' refused newOrder: because.")
			.hasCauseInstanceOf(AcmeServerException.class);
	}

	@Test
	void classifiesAnUnknownProblemByItsStatus() {
		assertThat(refused("{\"type\":\"" + URN + "somethingNew\"}", 502).getReason()).isEqualTo(Reason.SERVER);
	}

	@Test
	void classifiesACompoundProblemByItsParts() {
		AcmeException failure = refused(
				"""
						{"type":"urn:ietf:params:acme:error:compound","detail":"2 problems","subproblems":[
						{"type":"urn:ietf:params:acme:error:caa","detail":"forbidden","identifier":{"type":"dns","value":"a.example.org"}},
						{"type":"urn:ietf:params:acme:error:dns","detail":"no such name","identifier":{"type":"dns","value":"b.example.org"}}]}""",
				403);
		assertThat(failure.getReason()).isEqualTo(Reason.REJECTED_IDENTIFIER);
		assertThat(failure.getSubproblems()).containsExactly(new Subproblem(URN + "caa", "a.example.org", "forbidden"),
				new Subproblem(URN + "dns", "b.example.org", "no such name"));
		assertThat(failure)
			.hasMessageContaining("2 problems ('a.example.org': forbidden; 'b.example.org': no such name)");
	}

	@Test
	void namesThePageWhereTheOperatorHasToAgree() {
		Problem problem = problem("{\"type\":\"" + URN
				+ "userActionRequired\",\"detail\":\"terms changed\",\"instance\":\"https://ca.example/agree\"}");
		AcmeException failure = this.translator.requestFailed(
				new AcmeUserActionRequiredException(problem, URI.create("https://ca.example/terms")), request(403));
		assertThat(failure.getReason()).isEqualTo(Reason.TERMS);
		assertThat(failure).hasMessageContaining("https://ca.example/agree");
	}

	@Test
	void takesTheTermsForThePageWhenThereIsNoOther() {
		Problem problem = problem("{\"type\":\"" + URN + "userActionRequired\",\"detail\":\"terms changed\"}");
		AcmeException failure = this.translator.requestFailed(
				new AcmeUserActionRequiredException(problem, URI.create("https://ca.example/terms")), request(403));
		assertThat(failure).hasMessageContaining("https://ca.example/terms");
	}

	@Test
	void saysThatTheNetworkIsAtFault() {
		AcmeException failure = this.translator
			.requestFailed(new AcmeNetworkException(new HttpTimeoutException("too slow")), request(0));
		assertThat(failure.getReason()).isEqualTo(Reason.NETWORK);
		assertThat(failure.getReason().remedy()).isEqualTo(Remedy.SECONDS);
		assertThat(failure).hasMessage(
				"Unable to ask the CA 'ca' for newOrder: too slow. Check the network, the proxy settings and 'acme.issuers.ca.directory-url'.");
	}

	@Test
	void tellsAnUnknownHostFromARefusedConnection() {
		IOException unknown = new ConnectException();
		unknown.initCause(new UnresolvedAddressException());
		assertThat(this.translator.requestFailed(new AcmeNetworkException(unknown), request(0)))
			.hasMessageStartingWith("Unable to ask the CA 'ca' for newOrder: its host name is unknown. ");
		assertThat(this.translator.requestFailed(new AcmeNetworkException(new ConnectException()), request(0)))
			.hasMessageStartingWith("Unable to ask the CA 'ca' for newOrder: the connection was refused. ");
	}

	@Test
	void saysThatTheConnectionWasClosed() {
		IOException closed = new IOException("HTTP/1.1 header parser received no bytes", new EOFException());
		assertThat(this.translator.requestFailed(new AcmeNetworkException(closed), request(0))).hasMessageStartingWith(
				"Unable to ask the CA 'ca' for newOrder: it closed the connection without an answer. ");
	}

	@Test
	void saysThatTheTrustIsMissing() {
		IOException distrust = new SSLHandshakeException("PKIX path building failed");
		distrust.initCause(new CertificateException("unknown root"));
		AcmeException failure = this.translator.requestFailed(new AcmeNetworkException(distrust), request(0));
		assertThat(failure.getReason()).isEqualTo(Reason.CONFIGURATION);
		assertThat(failure).hasMessageContaining("'acme.issuers.ca.ssl-bundle'");
	}

	@Test
	void doesNotAskForTrustWhenTheClockIsWrong() {
		IOException early = new SSLHandshakeException("PKIX path validation failed");
		early.initCause(new CertPathValidatorException("validity check failed", new CertificateNotYetValidException()));
		AcmeException failure = this.translator.requestFailed(new AcmeNetworkException(early), request(0));
		assertThat(failure.getReason()).isEqualTo(Reason.NETWORK);
		assertThat(failure).hasMessageContaining("Check the clock of this machine");
	}

	@Test
	void takesAHandshakeThatWasCutForTheNetwork() {
		AcmeException failure = this.translator
			.requestFailed(new AcmeNetworkException(new SSLHandshakeException("closed")), request(0));
		assertThat(failure.getReason()).isEqualTo(Reason.NETWORK);
	}

	@ParameterizedTest
	@CsvSource({ "2030-01-02 10:00:00,true", "2030-01-08 00:00:00,true", "2030-01-08 00:00:01,false",
			"9999-12-31 23:59:59,false" })
	void readsFromTheTextHowLongToWaitIfThatMakesSense(String instant, boolean sensible) {
		Problem problem = problem("{\"type\":\"" + URN + "rateLimited\",\"detail\":\"too many, retry after " + instant
				+ " UTC: see the docs\"}");
		AcmeException failure = this.translator.requestFailed(new AcmeServerException(problem),
				new FailedRequest("newOrder", 429, null));
		assertThat(failure.getRetryAfter())
			.isEqualTo(sensible ? Optional.of(Instant.parse(instant.replace(' ', 'T') + "Z")) : Optional.empty());
	}

	@ParameterizedTest
	@CsvSource({ "500,SERVER", "503,SERVER", "429,RATE_LIMITED", "404,PROTOCOL", "200,PROTOCOL" })
	void classifiesAnswersWithoutAProblemByTheirStatus(int status, Reason reason) {
		AcmeException failure = this.translator.requestFailed(new AcmeProtocolException("odd"), request(status));
		assertThat(failure.getReason()).isEqualTo(reason);
		assertThat(failure.getRetryAfter()).contains(Instant.EPOCH);
	}

	@ParameterizedTest
	@CsvSource({ "http-01,connection,VALIDATION,Check that port 80 of that name reaches this application.",
			"tls-alpn-01,tls,VALIDATION,'Check that port 443 of that name reaches this application, and that no proxy in front of it ends TLS.'",
			"dns-01,incorrectResponse,VALIDATION,Check that the TXT record of '_acme-challenge' below that name can be seen from outside.",
			"http-01,unauthorized,VALIDATION,Check that port 80 of that name reaches this application.",
			"http-01,dns,VALIDATION,'Check that the name resolves, and that it resolves to this application.'",
			"dns-01,dns,VALIDATION,Check that the TXT record of '_acme-challenge' below that name can be seen from outside.",
			"http-01,caa,REJECTED_IDENTIFIER,Check the CAA records of the domain: they must allow this CA.",
			"http-01,rateLimited,RATE_LIMITED,'Wait, and check that the store survives restarts.'" })
	void saysWhatToDoAboutAChallenge(String challenge, String type, Reason reason, String advice) {
		Problem problem = problem("{\"type\":\"" + URN + type + "\",\"detail\":\"it said no\"}");
		AcmeException failure = this.translator.challengesFailed(List.of(failed("a.example.org", challenge, problem)));
		assertThat(failure.getReason()).isEqualTo(reason);
		assertThat(failure)
			.hasMessage("Unable to prove control of 'a.example.org' by " + challenge + ": it said no. " + advice);
	}

	@Test
	void keepsTokensAndKeyAuthorizationsToItself() {
		String token = "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0";
		String thumbprint = "9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI";
		Problem problem = problem("{\"type\":\"" + URN + "unauthorized\",\"detail\":\"http://a.example.org/.well-known"
				+ "/acme-challenge/" + token + " has " + token + "." + thumbprint + " instead\"}");
		AcmeException failure = this.translator.challengesFailed(List.of(failed("a.example.org", "http-01", problem)));
		assertThat(failure).hasMessageContaining("http://a.example.org/.well-known/acme-challenge/… has … instead");
	}

	@Test
	void copesWithACaThatDoesNotSayWhy() {
		AcmeException failure = this.translator.challengesFailed(List.of(failed("a.example.org", "http-01", null)));
		assertThat(failure).hasMessageContaining("the CA does not say why");
		assertThat(this.translator.orderFailed(Optional.empty()).getReason()).isEqualTo(Reason.VALIDATION);
	}

	@Test
	void namesEachIdentifierWhoseChallengeFailed() {
		AcmeException failure = this.translator.challengesFailed(List.of(
				failed("a.example.org", "http-01",
						problem("{\"type\":\"" + URN + "dns\",\"detail\":\"no such name.\"}")),
				failed("b.example.org", "http-01", problem("{\"type\":\"" + URN + "caa\",\"detail\":\"forbidden\"}")),
				failed("c.example.org", "http-01", null)));
		assertThat(failure)
			.hasMessageStartingWith("Unable to prove control of 3 names by http-01: 'a.example.org': no such name; "
					+ "'b.example.org': forbidden; 'c.example.org': the CA does not say why. Check that the name resolves")
			.hasMessageContaining("CAA records")
			.hasMessageContaining("port 80");
		assertThat(failure.getSubproblems()).extracting(Subproblem::identifier)
			.containsExactly("a.example.org", "b.example.org", "c.example.org");
		assertThat(failure.getReason()).isEqualTo(Reason.REJECTED_IDENTIFIER);
		assertThat(failure.getRemedy()).isEqualTo(Remedy.OPERATOR);
		assertThat(failure.isHelpedByAnotherIssuer()).isFalse();
		assertThat(failure.getProblemType()).contains(URN + "compound");
	}

	@ParameterizedTest
	@CsvSource({ "connection", "dns", "incorrectResponse", "tls", "unauthorized" })
	void noOtherIssuerHelpsAgainstAnAnswerThatIsNotThere(String type) {
		AcmeException failure = this.translator.challengesFailed(List
			.of(failed("a.example.org", "http-01", problem("{\"type\":\"" + URN + type + "\",\"detail\":\"no\"}"))));
		assertThat(failure.isHelpedByAnotherIssuer()).isFalse();
		AcmeException order = this.translator
			.orderFailed(Optional.of(problem("{\"type\":\"" + URN + type + "\",\"detail\":\"no\"}")));
		assertThat(order.isHelpedByAnotherIssuer()).isFalse();
		assertThat(order.getReason()).isEqualTo(Reason.VALIDATION);
	}

	@Test
	void anotherIssuerHelpsOnlyIfItHelpsAgainstEveryPart() {
		assertThat(compound("caa", "rejectedIdentifier").isHelpedByAnotherIssuer()).isTrue();
		assertThat(compound("caa", "dns").isHelpedByAnotherIssuer()).isFalse();
		assertThat(compound("dns", "caa").getRemedy()).isEqualTo(Remedy.OPERATOR);
	}

	@Test
	void showsThePageWhereAPauseIsEnded() {
		String page = "https://portal.example/sfe/v1/unpause?jwt=eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
				+ "eyJhdWQiOiJTRkUgVW5wYXVzZSIsImV4cCI6MTc2MDAwMDAwMCwic3ViIjoiMTIzNDU2Nzg5MCJ9."
				+ "dGhlIHNpZ25hdHVyZSBvZiB0aGUgdG9rZW4gaW4gdGhlIGxpbms";
		AcmeException failure = refused("{\"type\":\"" + URN
				+ "rateLimited\",\"detail\":\"Your account is temporarily prevented from requesting certificates for "
				+ "a.example.org and possibly others. Please visit: " + page + ".\"}", 429);
		assertThat(failure).hasMessageEndingWith("renew. The page is " + page)
			.hasMessageContaining("prevented from requesting certificates for a.example.org");
		assertThat(failure.getMessage()).containsOnlyOnce("eyJhbGci");
		assertThat(failure.getReason()).isEqualTo(Reason.RATE_LIMITED);
		assertThat(failure.getRemedy()).isEqualTo(Remedy.OPERATOR);
		assertThat(failure.isHelpedByAnotherIssuer()).isTrue();
	}

	@Test
	void keepsTextOfOthersOnOneLineAndShort() {
		AcmeException failure = refused("{\"type\":\"" + URN + "malformed\",\"detail\":\"one\\r\\n\\u001b[31mtwo\\u202e"
				+ "x".repeat(100_000) + "\"}", 400);
		assertThat(failure).hasMessageStartingWith("The CA 'ca' refused newOrder: one [31mtwo xxx");
		assertThat(failure.getMessage()).hasSizeLessThan(600);
	}

	@Test
	void namesOnlySomeOfVeryManyParts() {
		String part = "{\"type\":\"" + URN
				+ "dns\",\"detail\":\"no\",\"identifier\":{\"type\":\"dns\",\"value\":\"a.example.org\"}}";
		AcmeException failure = refused("{\"type\":\"" + URN + "compound\",\"detail\":\"many\",\"subproblems\":["
				+ (part + ",").repeat(99) + part + "]}", 400);
		assertThat(failure).hasMessageContaining("; and 80 more");
		assertThat(failure.getSubproblems()).hasSize(100);
	}

	private AcmeException compound(String... types) {
		String parts = Stream.of(types)
			.map((type) -> "{\"type\":\"" + URN + type + "\",\"detail\":\"no\"}")
			.collect(Collectors.joining(","));
		return refused("{\"type\":\"" + URN + "compound\",\"detail\":\"several\",\"subproblems\":[" + parts + "]}",
				403);
	}

	private static FailedChallenge failed(String identifier, String challenge, @Nullable Problem problem) {
		return new FailedChallenge(Identifier.of(identifier), challenge, Optional.ofNullable(problem));
	}

	private AcmeException refused(String problem, int status) {
		return this.translator.requestFailed(new AcmeServerException(problem(problem)), request(status));
	}

	private static FailedRequest request(int status) {
		return new FailedRequest("newOrder", status, Instant.EPOCH);
	}

	private static Problem problem(String json) {
		try {
			return new Problem(JSON.parse(json), URI.create("https://ca.example/").toURL());
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
