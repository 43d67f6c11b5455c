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

package io.github.acmeboot.challenge.dns.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpsConfigurator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.dns.standin.Reply;
import io.github.acmeboot.challenge.dns.standin.StandIn;
import io.github.acmeboot.store.codec.JsonObject;
import io.github.acmeboot.test.pki.ListenerIdentity;
import io.github.acmeboot.testsupport.RefusingPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RestService} and what belongs to it.
 */
@ExtendWith(OutputCaptureExtension.class)
class RestServiceTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

	private static final Map<String, String> CREDENTIALS = Map.of("Authorization", "Bearer s3cr3t");

	private final StandIn standIn = new StandIn((request) -> Reply.of(200, "{\"path\": \"" + request.uri() + "\"}"));

	@AfterEach
	void close() {
		this.standIn.close();
	}

	@Test
	void theRequestIsSentAsItIsAndTheAnswerRead() {
		RestAnswer answer = service(this.standIn.url() + "/base/?code=c0de").exchange("do it",
				RestRequest.post("/path", CREDENTIALS, new JsonObject().with("name", "ü \"x\"")));
		assertThat(answer.isSuccess()).isTrue();
		String path = answer.read((json) -> json.text("path"));
		assertThat(path).isEqualTo("/base/path?code=c0de");
		assertThat(this.standIn.requests()).singleElement().satisfies((request) -> {
			assertThat(request).hasToString("POST /base/path?code=c0de");
			assertThat(request.header("authorization")).isEqualTo("Bearer s3cr3t");
			assertThat(request.header("content-type")).isEqualTo("application/json");
			assertThat(request.header("accept")).isEqualTo("application/json");
			assertThat(request.json().text("name")).isEqualTo("ü \"x\"");
		});
	}

	@ParameterizedTest
	@CsvSource({ "400,CONFIGURATION", "401,CONFIGURATION", "403,CONFIGURATION", "404,CONFIGURATION", "408,DNS",
			"409,DNS", "422,CONFIGURATION", "429,DNS", "500,DNS", "502,DNS", "503,DNS" })
	void aRefusalIsClassifiedByItsStatusAndSaysWhatWasAnswered(int status, Reason reason) {
		this.standIn.answer(Reply.of(status, "no\nway").with("Retry-After", "120"));
		AcmeException failure = refusal();
		assertThat(failure.getReason()).isEqualTo(reason);
		assertThat(failure.isHelpedByAnotherIssuer()).isFalse();
		assertThat(failure)
			.hasMessageStartingWith("Unable to do it: '" + this.standIn.url() + "' answered " + status + " (no way).");
		assertThat(failure.getRetryAfter().isPresent()).isEqualTo(reason == Reason.DNS);
	}

	@Test
	void refusedCredentialsComeWithTheAdvice() {
		this.standIn.answer(Reply.of(401, ""));
		assertThat(refusal()).hasMessageEndingWith("answered 401. Check the token.");
	}

	@Test
	void whenToAskAgainIsKept() {
		this.standIn.answer(Reply.of(429, "").with("Retry-After", "120"));
		assertThat(refusal().getRetryAfter()).contains(NOW.plusSeconds(120));
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 307, 308 })
	void aRedirectIsNotFollowed(int status) {
		StandIn other = new StandIn((request) -> Reply.of(200, "{}"));
		try (other) {
			this.standIn.answer(Reply.of(status, "").with("Location", other.url() + "/x"));
			AcmeException failure = refusal();
			assertThat(failure.getReason()).isEqualTo(Reason.CONFIGURATION);
			assertThat(failure).hasMessageContaining("A redirect is not followed");
			assertThat(other.requests()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html>proxy</html>", "[1]", "{\"other\": 1}", "{\"path\":", "\u0000\u0001" })
	void anAnswerThatIsNotDocumentedIsSaidToBeNone(String body) {
		this.standIn.answer(Reply.of(200, body));
		RestAnswer answer = service().exchange("do it", get());
		fails(() -> answer.read((json) -> json.text("path"))).withMessageContaining("but not what it should")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
	}

	@Test
	void aBodyThatStallsEndsWithTheDeadline() {
		this.standIn.answer(Reply.of(200, "{\"path\":").stalled());
		long start = System.nanoTime();
		fails(() -> service(this.standIn.url(), Duration.ofMillis(300)).exchange("do it", get()))
			.withMessageContaining("has not answered completely within 'test.timeout', which is 300 ms");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
	}

	@Test
	void aBodyThatBreaksOffIsNoAnswer() {
		this.standIn.answer(Reply.of(200, "{\"path\":").dropped());
		fails(() -> service().exchange("do it", get())).withMessageContaining("there is no answer of")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
	}

	@Test
	void aBodyThatIsTooBigIsNotReadToItsEnd() {
		this.standIn.answer(Reply.of(200, "x".repeat(2 * 1024 * 1024)));
		fails(() -> service().exchange("do it", get())).withMessageContaining("more than 1048576 bytes");
	}

	@Test
	void aPortWhereNobodyListensIsNamed() {
		try (RefusingPort port = RefusingPort.take()) {
			fails(() -> service("http://" + port.address() + "/api?code=c0de").exchange("do it", get()))
				.withMessageContaining("no answer of 'http://" + port.address() + "/api'")
				.withMessageContaining("'test.url'")
				.withMessageNotContaining("c0de");
		}
	}

	@Test
	void aHostThatDoesNotExistIsSaidToHaveNoAddress() {
		fails(() -> service("http://" + "x".repeat(64) + ".invalid").exchange("do it", get()))
			.withMessageContaining("its host name has no address");
	}

	@Test
	void anInterruptEndsTheExchangeAndIsKept() throws Exception {
		this.standIn.answer(Reply.of(200, "{").stalled());
		CompletableFuture<Boolean> kept = new CompletableFuture<>();
		Thread thread = new Thread(() -> {
			fails(() -> service().exchange("do it", get()))
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.INTERRUPTED));
			kept.complete(Thread.currentThread().isInterrupted());
		});
		thread.start();
		Awaitility.await().until(() -> !this.standIn.requests().isEmpty());
		thread.interrupt();
		assertThat(kept.get(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void anInterruptThatCameBeforeLetsTheExchangeHappen() {
		Thread.currentThread().interrupt();
		assertThat(service().exchange("do it", get()).isSuccess()).isTrue();
		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void whatTheServiceRepeatsOfTheCredentialsIsNotShown(CapturedOutput output) {
		this.standIn.answer(Reply.of(400, "bad header: Bearer s3cr3t " + "x".repeat(10_000)));
		AcmeException failure = refusal();
		assertThat(failure).hasMessageContaining("bad header: Bearer …").hasMessageNotContaining("s3cr3t");
		assertThat(failure.getMessage()).hasSizeLessThan(600);
		assertThat(output).doesNotContain("s3cr3t");
		assertThat(RestRequest.get("/x", "", CREDENTIALS)).hasToString("GET /x");
	}

	@Test
	void aHeaderThatCannotBeWrittenIsNotShownEither() {
		fails(() -> service().exchange("do it", RestRequest.get("/", "", Map.of("Authorization", "Bearer s3c\nr3t"))))
			.withMessageContaining("the request cannot be written")
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("Unable").message().doesNotContain("r3t"));
	}

	@Test
	void theProxyOfTheJdkIsAsked() {
		ProxySelector former = ProxySelector.getDefault();
		ProxySelector.setDefault(new ProxySelector() {

			@Override
			public List<Proxy> select(URI uri) {
				return uri.getHost().equals("dns.example")
						? List.of(new Proxy(Proxy.Type.HTTP,
								new InetSocketAddress("localhost", RestServiceTests.this.standIn.port())))
						: former.select(uri);
			}

			@Override
			public void connectFailed(URI uri, SocketAddress address, IOException failure) {
				throw new UncheckedIOException(failure);
			}

		});
		try {
			service("http://dns.example").exchange("do it", get());
		}
		finally {
			ProxySelector.setDefault(former);
		}
		assertThat(this.standIn.requests()).singleElement().hasToString("GET http://dns.example/");
	}

	@Test
	void aPrivateCaIsTrustedByItsBundleOnly() {
		ListenerIdentity identity = new ListenerIdentity(Instant.now());
		try (StandIn tls = new StandIn((request) -> Reply.of(200, "{}"),
				new HttpsConfigurator(identity.serverContext()))) {
			RestEndpoint endpoint = RestEndpoint.of("test", "url", tls.url(), Duration.ofSeconds(10), "");
			RestService trusting = new RestService(endpoint, identity::trustBundle, CLOCK);
			assertThat(trusting.exchange("do it", get()).isSuccess()).isTrue();
			fails(() -> service(tls.url()).exchange("do it", get())).withMessageContaining("Check its certificate")
				.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
		}
	}

	@Test
	void aBundleThatCannotBeUsedIsSaidToBeTheOperatorsBusiness() {
		RestEndpoint endpoint = RestEndpoint.of("test", "url", this.standIn.url(), Duration.ofSeconds(10), "");
		RestService service = new RestService(endpoint, () -> {
			throw new IllegalStateException("no key store");
		}, CLOCK);
		fails(() -> service.exchange("do it", get())).withMessageContaining("no key store")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.CONFIGURATION));
	}

	@Test
	void aBundleThatChangesIsUsedAtTheNextRequest() {
		ListenerIdentity first = new ListenerIdentity(Instant.now());
		ListenerIdentity second = new ListenerIdentity(Instant.now());
		SslBundle[] current = { first.trustBundle() };
		try (StandIn tls = new StandIn((request) -> Reply.of(200, "{}"),
				new HttpsConfigurator(second.serverContext()))) {
			RestEndpoint endpoint = RestEndpoint.of("test", "url", tls.url(), Duration.ofSeconds(10), "");
			RestService service = new RestService(endpoint, () -> current[0], CLOCK);
			fails(() -> service.exchange("do it", get()));
			current[0] = second.trustBundle();
			assertThat(service.exchange("do it", get()).isSuccess()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "dns.example.com", "ftp://dns.example.com", "https://", "https://dns.example/#x",
			"http://bad host/" })
	void whatIsNoUrlStopsTheStart(String url) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> RestEndpoint.of("test", "url", url, Duration.ofSeconds(1), ""))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("test.url"));
	}

	@Test
	void credentialsInTheUrlStopTheStartWithoutBeingShown() {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> RestEndpoint.of("test", "url", "https://user:pw@dns.example", Duration.ofSeconds(1), ""))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("test"))
			.withMessageNotContaining("pw@");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0s", "-1s", "999ns" })
	void aRequestNeedsTime(String timeout) {
		Duration parsed = DurationStyle.detectAndParse(timeout);
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> RestEndpoint.of("test", "url", "https://dns.example", parsed, ""))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("test.timeout"));
	}

	@ParameterizedTest
	@CsvSource({ "http://dns.example.com,true", "http://10.0.0.1,true", "https://dns.example.com,false",
			"http://localhost:8080,false", "http://127.0.0.2/x,false", "http://[::1]:80,false" })
	void whatOthersMayReadIsExposed(String url, boolean exposed) {
		assertThat(RestEndpoint.of("test", "url", url, Duration.ofSeconds(1), "").isExposed()).isEqualTo(exposed);
	}

	private AcmeException refusal() {
		RestAnswer answer = service().exchange("do it", get());
		return answer.failure(answer.text());
	}

	private RestService service() {
		return service(this.standIn.url());
	}

	private static RestService service(String url) {
		return service(url, Duration.ofSeconds(20));
	}

	private static RestService service(String url, Duration timeout) {
		return new RestService(RestEndpoint.of("test", "url", url, timeout, "Check the token."), () -> null, CLOCK);
	}

	private static RestRequest get() {
		return RestRequest.get("/", "", CREDENTIALS);
	}

	private static ThrowableAssertAlternative<AcmeException> fails(ThrowingCallable call) {
		return assertThatExceptionOfType(AcmeException.class).isThrownBy(call);
	}

}
