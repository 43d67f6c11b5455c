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

package io.github.acmeboot.web.tomcat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.web.tomcat.AcmeTlsClient.Presented;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the handshakes of a CA with a real Tomcat, in both versions of TLS.
 */
class TlsAlpn01HandshakeTests {

	private static final String HOST = ValidatedApplication.HOST;

	@ParameterizedTest
	@CsvSource({ "TLSv1.2,false", "TLSv1.2,true", "TLSv1.3,false", "TLSv1.3,true" })
	void whatIsPendingIsPresentedAndNothingElseHappens(String version, boolean http2) throws Exception {
		try (ValidatedApplication application = ValidatedApplication.start("server.http2.enabled=" + http2)) {
			PresentedChallenge challenge = application.present(HOST, "token");
			assertThat(validate(application, version, HOST)).satisfies((presented) -> {
				assertThat(presented.protocol()).isEqualTo("acme-tls/1");
				assertThat(presented.isChallenge()).isTrue();
				assertThat(digest(presented)).isEqualTo(digest("token.thumbprint"));
				assertThat(presented.leaf().getSubjectAlternativeNames().toString()).isEqualTo("[[2, " + HOST + "]]");
				assertThat(presented.response()).isEmpty();
			});
			assertThat(validate(application, version, "A.Example.com").isChallenge()).isTrue();
			challenge.close();
			assertRefused(application, version, HOST, "unrecognized_name");
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.2,false", "TLSv1.2,true", "TLSv1.3,false", "TLSv1.3,true" })
	void ordinaryTrafficOfThatNameIsUntouched(String version, boolean http2) throws Exception {
		try (ValidatedApplication application = ValidatedApplication.start("server.http2.enabled=" + http2)) {
			application.present(HOST, "token");
			assertOrdinary(application, offer(application, version), "");
			assertOrdinary(application, offer(application, version, "http/1.1"), "");
			assertOrdinary(application, offer(application, version, "h2", "http/1.1"), http2 ? "h2" : "");
			if (http2) {
				assertOrdinary(application, offer(application, version, "acme-tls/1", "h2"), "h2");
			}
			else {
				assertThat(offer(application, version, "acme-tls/1", "http/1.1").response()).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void whatIsNotPendingIsRefused(String version) throws Exception {
		try (ValidatedApplication application = ValidatedApplication.start()) {
			assertRefused(application, version, HOST, "unrecognized_name");
			assertRefused(application, version, null, "");
			application.present("b.example.com", "token");
			assertRefused(application, version, HOST, "unrecognized_name");
			assertRefused(application, version, "unknown.example.com", "unrecognized_name");
			assertRefused(application, version, null, "");
			assertThat(validate(application, version, "b.example.com").isChallenge()).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void withoutACertificateThatUsesItTheProtocolIsNotSpoken(String version) throws Exception {
		try (ValidatedApplication application = ValidatedApplication.startWithoutCertificate()) {
			assertRefused(application, version, HOST, "no_application_protocol");
			assertRefused(application, version, null, "no_application_protocol");
			application.present("added.example.com", "token");
			assertThat(validate(application, version, "added.example.com").isChallenge()).isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "TLSv1.2,192.0.2.7,7.2.0.192.in-addr.arpa", "TLSv1.3,192.0.2.7,7.2.0.192.in-addr.arpa",
			"TLSv1.3,2001:db8::5,5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa" })
	void anAddressIsAskedForByItsReverseName(String version, String address, String name) throws Exception {
		try (ValidatedApplication application = ValidatedApplication.start()) {
			application.present(address, "token");
			assertThat(validate(application, version, name).leaf().getSubjectAlternativeNames().toString())
				.startsWith("[[7, " + address.substring(0, 7));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void theHandshakeOfTheCaIsSeen(String version) throws Exception {
		try (ValidatedApplication application = ValidatedApplication.start()) {
			CountDownLatch fetched = new CountDownLatch(2);
			application.present(HOST, "token").onFetched(fetched::countDown);
			application.present("b.example.com", "other").onFetched(() -> {
				throw new IllegalStateException("Nobody asked for that one");
			});
			offer(application, version, "http/1.1");
			validate(application, version, HOST);
			assertThat(fetched.getCount()).isPositive();
			validate(application, version, HOST);
			assertThat(fetched.await(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void aSessionOfTheCaIsNeverResumedByOrdinaryTraffic(String version) throws Exception {
		try (ValidatedApplication application = ValidatedApplication.start()) {
			application.present(HOST, "token");
			AcmeTlsClient client = new AcmeTlsClient(version);
			assertThat(client.validate(application.port(), HOST).isChallenge()).isTrue();
			assertOrdinary(application, client.offer(application.port(), HOST, "http/1.1"), "");
			assertOrdinary(application, client.offer(application.port(), HOST), "");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void aResumedSessionIsGoodForNoRequestByTheProtocolOfTheCa(String version) throws Exception {
		try (ValidatedApplication application = ValidatedApplication.start()) {
			application.present(HOST, "token");
			AcmeTlsClient client = new AcmeTlsClient(version);
			assertOrdinary(application, client.offer(application.port(), HOST, "http/1.1"), "");
			Presented resumed = client.validate(application.port(), HOST);
			assertThat(resumed.protocol()).isEqualTo("acme-tls/1");
			assertThat(resumed.response()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void aReloadDoesNotGetInTheWay(String version) throws Exception {
		try (ValidatedApplication application = ValidatedApplication.start()) {
			application.present(HOST, "token");
			IssuedCertificate renewed = application.publish();
			application.application()
				.registry()
				.updateBundle("web", application.application().bundles().getBundle("web"));
			assertThat(validate(application, version, HOST).isChallenge()).isTrue();
			assertThat(offer(application, version, "http/1.1").leaf()).isEqualTo(renewed.leaf());
			application.application().sessions().invalidate();
			assertThat(validate(application, version, HOST).isChallenge()).isTrue();
		}
	}

	private static Presented validate(ValidatedApplication application, String version, String sni) throws IOException {
		return new AcmeTlsClient(version).validate(application.port(), sni);
	}

	private static Presented offer(ValidatedApplication application, String version, String... protocols)
			throws IOException {
		return new AcmeTlsClient(version).offer(application.port(), HOST, protocols);
	}

	private static void assertOrdinary(ValidatedApplication application, Presented presented, String protocol) {
		assertThat(presented.protocol()).isEqualTo(protocol);
		assertThat(presented.leaf()).isEqualTo(application.ordinary().leaf());
		if (!"h2".equals(protocol)) {
			assertThat(presented.response()).startsWith("HTTP/1.1 200");
		}
	}

	private static void assertRefused(ValidatedApplication application, String version, @Nullable String sni,
			String alert) {
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new AcmeTlsClient(version).validate(application.port(), sni))
			.withMessageContaining(alert);
	}

	private static byte[] digest(Presented presented) {
		byte[] extension = presented.leaf().getExtensionValue(AcmeTlsClient.ACME_IDENTIFIER);
		return Arrays.copyOfRange(extension, extension.length - 32, extension.length);
	}

	private static byte[] digest(String text) throws Exception {
		return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
	}

}
