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

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.net.ssl.SSLParameters;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.tls.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that reloads go unnoticed by clients of every kind.
 */
class ReloadUnderLoadTests {

	private static final int RELOADS = 100;

	private static final Map<String, String> HOSTS = Map.of("web", "a.example.com", "api", "b.example.com");

	private final TestCertificates ca = new TestCertificates();

	private final Map<String, BigInteger> published = new ConcurrentHashMap<>();

	private final Map<String, Integer> answered = new ConcurrentHashMap<>();

	private final Queue<String> failures = new ConcurrentLinkedQueue<>();

	private volatile boolean stopped;

	@Test
	void noHandshakeAndNoRequestFails() throws Exception {
		ExecutorService executor = Executors.newCachedThreadPool();
		try (ServedApplication application = ServedApplication.start("server.http2.enabled=true",
				"acme.certificates.api.domains=b.example.com")) {
			HOSTS.keySet().forEach((name) -> publish(application, name));
			List<Future<?>> workers = new ArrayList<>();
			clients(application.port()).forEach((name, client) -> {
				this.answered.put(name, 0);
				workers.add(executor.submit(() -> work(name, client)));
			});
			for (int i = 0; i < RELOADS; i++) {
				publish(application, (i % 2 == 0) ? "web" : "api");
				awaitAnswersToEachKindOfClient();
			}
			this.stopped = true;
			for (Future<?> worker : workers) {
				worker.get();
			}
		}
		finally {
			this.stopped = true;
			executor.shutdownNow();
		}
		assertThat(this.failures).isEmpty();
		assertThat(this.answered.values()).hasSize(10).allSatisfy((count) -> assertThat(count).isGreaterThan(RELOADS));
	}

	private Map<String, Callable<?>> clients(int port) {
		Map<String, Callable<?>> clients = new ConcurrentHashMap<>();
		for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
			HOSTS.forEach((name, host) -> clients.put("new " + protocol + " " + name,
					() -> checkNewConnection(name, host, protocol, port)));
			TlsClient resuming = new TlsClient(this.ca.root(), protocol);
			clients.put("resuming " + protocol, () -> checkStatus(resuming.get(port, "b.example.com").status()));
			for (HttpClient.Version version : HttpClient.Version.values()) {
				HttpClient client = httpClient(protocol, version);
				clients.put(version + " " + protocol, () -> checkRequest(client, version, port));
			}
		}
		return clients;
	}

	private void work(String name, Callable<?> client) {
		while (!this.stopped) {
			try {
				client.call();
			}
			catch (Exception ex) {
				this.failures.add(name + ": " + ex);
			}
			this.answered.merge(name, 1, Integer::sum);
		}
	}

	private boolean checkNewConnection(String name, String host, String protocol, int port) throws Exception {
		BigInteger before = this.published.getOrDefault(name, BigInteger.ZERO);
		TlsClient.Answer answer = new TlsClient(this.ca.root(), protocol).get(port, host);
		if (answer.leaf().getSerialNumber().compareTo(before) < 0) {
			this.failures.add("A handshake begun after the publication of " + before + " saw a former certificate");
		}
		return checkStatus(answer.status());
	}

	private boolean checkRequest(HttpClient client, HttpClient.Version version, int port) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/hello")).build();
		HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
		if (response.version() != version) {
			this.failures.add("Not " + version);
		}
		return checkStatus(response.statusCode());
	}

	private boolean checkStatus(int status) {
		return status == 200 || this.failures.add("Status " + status);
	}

	private HttpClient httpClient(String protocol, HttpClient.Version version) {
		SSLParameters parameters = new SSLParameters();
		parameters.setProtocols(new String[] { protocol });
		return HttpClient.newBuilder()
			.sslContext(TlsClient.context(this.ca.root()))
			.sslParameters(parameters)
			.version(version)
			.build();
	}

	private void publish(ServedApplication application, String name) {
		IssuedCertificate certificate = this.ca.ec(HOSTS.getOrDefault(name, ""), "localhost");
		application.publisher().publish(name, certificate);
		this.published.put(name, certificate.leaf().getSerialNumber());
	}

	private void awaitAnswersToEachKindOfClient() {
		Map<String, Integer> before = Map.copyOf(this.answered);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(1))
			.atMost(Duration.ofSeconds(30))
			.until(() -> before.entrySet()
				.stream()
				.allMatch((entry) -> this.answered.getOrDefault(entry.getKey(), 0) > entry.getValue()));
	}

}
