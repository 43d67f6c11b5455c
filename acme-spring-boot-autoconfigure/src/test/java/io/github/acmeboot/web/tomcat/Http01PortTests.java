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

import java.net.ServerSocket;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.ConnectorStartFailedException;
import org.springframework.mock.env.MockEnvironment;

import io.github.acmeboot.challenge.ChallengedApplication;
import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the port of the {@link Http01Connector} and what is said when it cannot be
 * had.
 */
@ExtendWith(OutputCaptureExtension.class)
class Http01PortTests {

	@TempDir
	private static Path directory;

	private static Path keyStore;

	@BeforeAll
	static void createKeyStore() throws Exception {
		keyStore = SelfSigned.keyStore(directory);
	}

	@Test
	void aBusyPortIsExplained(CapturedOutput output) throws Exception {
		try (ServerSocket busy = new ServerSocket(0)) {
			int port = busy.getLocalPort();
			assertThatException()
				.isThrownBy(() -> start("server.port=" + FreePort.next(), "acme.challenge.http.port=" + port));
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("The connector for http-01 challenges could not listen on port " + port
						+ " ('acme.challenge.http.port')")
				.contains("CAP_NET_BIND_SERVICE")
				.contains("set 'acme.challenge.http.port' to another port, and map port 80 to it")
				.contains("let it forward '/.well-known/acme-challenge/' to the application");
		}
	}

	@Test
	void anotherBusyPortIsLeftToBoot(CapturedOutput output) throws Exception {
		try (ServerSocket busy = new ServerSocket(0)) {
			assertThatException().isThrownBy(() -> start("server.port=" + busy.getLocalPort()));
			assertThat(output)
				.contains("Web server failed to start. Port " + busy.getLocalPort() + " was already in use")
				.doesNotContain("http-01");
		}
	}

	@Test
	void theFailureOfAnotherConnectorIsLeftToBoot() {
		Http01PortFailureAnalyzer analyzer = new Http01PortFailureAnalyzer(new MockEnvironment());
		assertThat(analyzer.analyze(new ConnectorStartFailedException(8009))).isNull();
	}

	@Test
	void theLackOfAPrivilegeIsExplained() {
		Http01PortFailureAnalyzer analyzer = new Http01PortFailureAnalyzer(new MockEnvironment());
		FailureAnalysis analysis = analyzer.analyze(new ConnectorStartFailedException(80));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).contains("lacks the privilege to listen on a port below 1024");
	}

	@Test
	void thePortOfTheApplicationIsRefused(CapturedOutput output) throws Exception {
		int port = FreePort.next();
		assertThatException().isThrownBy(() -> start("server.port=" + port, "acme.challenge.http.port=" + port));
		assertThat(output).contains("acme.challenge.http.port")
			.contains("The application itself listens on that port by HTTPS ('server.port')");
	}

	@ParameterizedTest
	@ValueSource(ints = { -2, 65536 })
	void whatIsNoPortIsRefused(int port, CapturedOutput output) throws Exception {
		assertThatException()
			.isThrownBy(() -> start("server.port=" + FreePort.next(), "acme.challenge.http.port=" + port));
		assertThat(output)
			.contains("Invalid value '" + port + "' for configuration property 'acme.challenge.http.port'")
			.contains("It is not a port.");
	}

	private static void start(String... properties) {
		ChallengedApplication.open(SelfSigned.properties(keyStore, properties)).close();
	}

}
