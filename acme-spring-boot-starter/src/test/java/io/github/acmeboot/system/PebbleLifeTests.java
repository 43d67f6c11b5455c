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

package io.github.acmeboot.system;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.test.pebble.EnabledIfPebble;
import io.github.acmeboot.test.pebble.PebbleProcess;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole life of a certificate and its account, with Pebble as the CA, which rejects
 * every second nonce.
 */
@EnabledIfPebble
@Timeout(300)
class PebbleLifeTests {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private static final Pattern ORDER = Pattern.compile("Added order \"");

	private static final Pattern ACCOUNT = Pattern.compile("There are now \\d+ accounts");

	private static final Pattern CERTIFICATE = Pattern.compile("Issued certificate serial");

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void takesNoOrderMoreThanNeededWhenHalfOfTheNoncesAreRejected(boolean strict) throws IOException {
		int port = FreePort.next();
		try (PebbleProcess pebble = PebbleProcess.builder()
			.nonceRejection(50)
			.authorizationReuse(0)
			.strict(strict)
			.http01Port(port)
			.start(); RunningApplication application = application(pebble, port).start()) {
			awaitAnotherThan(application, null);
			X509Certificate renewed = patiently(() -> application.manager().renew("web").join()).leaf();
			patiently(() -> application.manager().rollAccountKey("ca"));
			patiently(() -> application.manager().updateAccount("ca"));
			patiently(() -> application.manager().revoke("web", RevocationReason.SUPERSEDED).join());
			assertThat(pebble.management().revocationReason(renewed)).hasValue(RevocationReason.SUPERSEDED.code());
			awaitAnotherThan(application, renewed);
			patiently(() -> application.manager().deactivateAccount("ca"));
			assertThat(count(pebble, ORDER)).isEqualTo(3);
			assertThat(count(pebble, CERTIFICATE)).isEqualTo(3);
			assertThat(count(pebble, ACCOUNT)).isOne();
		}
	}

	private static RunningApplication.Builder application(PebbleProcess pebble, int http01Port) throws IOException {
		return RunningApplication.builder()
			.with("acme.challenge.http.port", http01Port)
			.with("server.port", FreePort.next())
			.with("acme.store.refresh-interval", "1s")
			.with("acme.issuers.ca.email", "ops@example.org")
			.connectionDetails(pebble.connectionDetails());
	}

	private static void awaitAnotherThan(RunningApplication application, @Nullable X509Certificate former) {
		Awaitility.await()
			.atMost(PATIENCE)
			.until(() -> application.status("web").state() == CertificateStatus.State.VALID
					&& !Handshake.leaf(application.port(), "www.example.org").equals(former));
	}

	/**
	 * Does something again as long as the CA has rejected all nonces in a row.
	 */
	private static <T> T patiently(Supplier<T> operation) {
		return Awaitility.await()
			.atMost(PATIENCE)
			.ignoreExceptionsMatching(PebbleLifeTests::isBadNonce)
			.until(operation::get, (result) -> true);
	}

	private static boolean isBadNonce(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException) ? failure.getCause() : failure;
		return cause instanceof AcmeException acme
				&& acme.getProblemType().filter((type) -> type.endsWith(":badNonce")).isPresent();
	}

	private static long count(PebbleProcess pebble, Pattern event) {
		return event.matcher(pebble.log()).results().count();
	}

}
