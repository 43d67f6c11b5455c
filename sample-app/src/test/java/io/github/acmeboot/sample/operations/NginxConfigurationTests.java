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

package io.github.acmeboot.sample.operations;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs a real nginx with the configuration for it, but for ports and paths, in front of
 * the application.
 */
class NginxConfigurationTests {

	private static final String HOST = "tokens.example.com";

	private final int port = FreePort.next();

	private final int challengePort = FreePort.next();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	@Test
	void nginxTakesIt() throws Exception {
		Program.Outcome outcome = Program.require("nginx")
			.run(this.directory, "-t", "-e", "stderr", "-p", this.directory.toString(), "-c",
					configuration().toString());
		outcome.isSuccess();
		assertThat(outcome.output()).doesNotContain("[warn]");
	}

	@Test
	void theCaGetsToTheApplicationAndEverybodyElseToHttps() throws Exception {
		Process nginx = Program.require("nginx")
			.with(this.directory, "-e", "stderr", "-p", this.directory.toString(), "-c", configuration().toString(),
					"-g", "daemon off;")
			.redirectOutput(this.directory.resolve("nginx.log").toFile())
			.start();
		try {
			connect().close();
			try (SampleInstance application = SampleInstance.start(FreePort.next(), "--acme.store.type=memory",
					"--acme.challenge.http.port=" + this.challengePort, "--acme.test-server.http01-port=" + this.port,
					"--acme.certificates.web.domains=" + HOST)) {
				application.awaitCertificate();
				assertThat(get("/.well-known/acme-challenge/unknown", HOST)).startsWith("HTTP/1.1 404");
				assertThat(get("/tokens?a=b", HOST)).startsWith("HTTP/1.1 301")
					.contains("Location: https://" + HOST + "/tokens?a=b\r\n");
				assertThat(get("/", "elsewhere.example.com")).isEmpty();
			}
		}
		finally {
			nginx.destroy();
			assertThat(nginx.waitFor(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	private Path configuration() throws IOException {
		String own = "error_log stderr; access_log off; client_body_temp_path body; proxy_temp_path proxy;"
				+ " fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;";
		String text = OperationsFiles.text(OperationsFiles.path("nginx/nginx.conf"))
			.replaceAll("(access_log|include) .*;", "")
			.replace("http {", "pid " + this.directory + "/nginx.pid;\nhttp {\n" + own)
			.replace("listen 80", "listen 127.0.0.1:" + this.port)
			.replaceAll("listen \\[::]:80", hasIpv6() ? "listen [::1]:" + this.port : "# listen")
			.replace("127.0.0.1:8080", "127.0.0.1:" + this.challengePort);
		return Files.writeString(this.directory.resolve("nginx.conf"), text);
	}

	private static boolean hasIpv6() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
			return socket.isBound();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private String get(String path, String host) throws IOException {
		String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
		try (Socket socket = connect()) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
		}
	}

	private Socket connect() {
		return Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.ignoreExceptions()
			.until(() -> new Socket("127.0.0.1", this.port), (one) -> true);
	}

}
