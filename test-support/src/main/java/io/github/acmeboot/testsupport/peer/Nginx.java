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

package io.github.acmeboot.testsupport.peer;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

import io.github.acmeboot.testsupport.FreePort;

/**
 * A real nginx that forwards challenges to applications and redirects the rest.
 */
public final class Nginx implements AutoCloseable {

	private static final Path DIRECTORY = Path.of("/usr/sbin");

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
				upstream applications {
					%3$s
				}
				server {
					listen 127.0.0.1:%2$d;
					location /.well-known/acme-challenge/ {
						proxy_pass http://applications;
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

	/**
	 * Skips the test where nginx is not installed, unless peers are required.
	 * @return the program
	 */
	public static Path require() {
		return PeerProgram.require("nginx", DIRECTORY);
	}

	/**
	 * Starts nginx.
	 * @param directory where it may leave files
	 * @param applicationPorts where to forward challenges to
	 * @return nginx, which accepts connections
	 * @throws IOException if it cannot be started
	 */
	public static Nginx start(Path directory, int... applicationPorts) throws IOException {
		int port = FreePort.next();
		String servers = Arrays.stream(applicationPorts)
			.mapToObj("server 127.0.0.1:%d;"::formatted)
			.collect(Collectors.joining(" "));
		Path configuration = Files.writeString(directory.resolve("nginx.conf"),
				CONFIGURATION.formatted(directory, port, servers));
		Process process = new ProcessBuilder(require().toString(), "-e", "stderr", "-p", directory.toString(), "-c",
				configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("nginx.log").toFile())
			.start();
		Nginx nginx = new Nginx(process, port);
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(nginx::isListening);
		return nginx;
	}

	/**
	 * Returns the port.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("nginx does not end");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean isListening() {
		if (!this.process.isAlive()) {
			throw new IllegalStateException("nginx has ended");
		}
		try (Socket socket = new Socket("127.0.0.1", this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
