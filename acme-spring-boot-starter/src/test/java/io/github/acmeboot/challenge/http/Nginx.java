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

package io.github.acmeboot.challenge.http;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A real nginx that forwards challenges to an application and redirects the rest.
 */
final class Nginx implements AutoCloseable {

	private static final Path BINARY = Path.of("/usr/sbin/nginx");

	private static final String CONFIGURATION = """
			daemon off;
			pid %1$s/nginx.pid;
			error_log stderr;
			events {}
			http {
				access_log off;
				client_body_temp_path %1$s/body;
				proxy_temp_path %1$s/proxy;
				fastcgi_temp_path %1$s/fastcgi;
				uwsgi_temp_path %1$s/uwsgi;
				scgi_temp_path %1$s/scgi;
				server {
					listen 127.0.0.1:%2$d;
					location /.well-known/acme-challenge/ {
						proxy_pass http://127.0.0.1:%3$d;
						proxy_set_header Host $host;
						proxy_set_header X-Forwarded-For $remote_addr;
					}
					location / {
						return 301 https://$host$request_uri;
					}
				}
			}
			""";

	private final Process process;

	private final int port;

	private Nginx(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	static void require() {
		if (!Boolean.parseBoolean(System.getenv("ACME_REQUIRE_PEERS"))) {
			Assumptions.assumeTrue(Files.isExecutable(BINARY), "nginx is not installed");
		}
		assertThat(BINARY).isExecutable();
	}

	static Nginx start(Path directory, int applicationPort) throws IOException {
		int port = FreePort.next();
		Path configuration = Files.writeString(directory.resolve("nginx.conf"),
				CONFIGURATION.formatted(directory, port, applicationPort));
		Process process = new ProcessBuilder(BINARY.toString(), "-e", "stderr", "-p", directory.toString(), "-c",
				configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("nginx.log").toFile())
			.start();
		Nginx nginx = new Nginx(process, port);
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(nginx::isListening);
		return nginx;
	}

	int port() {
		return this.port;
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			assertThat(this.process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean isListening() {
		assertThat(this.process.isAlive()).as("nginx is running").isTrue();
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
