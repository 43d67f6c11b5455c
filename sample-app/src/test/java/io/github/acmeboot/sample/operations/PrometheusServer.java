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
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import io.github.acmeboot.testsupport.FreePort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Prometheus server with the configuration and the alerts of {@code docs/operations},
 * but that it is in a hurry.
 */
public final class PrometheusServer implements AutoCloseable {

	private static final String HOST = "127.0.0.1:";

	private static final String HURRY = "500ms";

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	private final HttpClient client = HttpClient.newHttpClient();

	private final int port = FreePort.next();

	private final Process process;

	private PrometheusServer(Path directory, Path configuration) throws IOException {
		this.process = Program.require("prometheus")
			.with(directory, "--config.file=" + configuration, "--storage.tsdb.path=" + directory.resolve("data"),
					"--web.listen-address=" + HOST + this.port, "--log.level=warn")
			.redirectOutput(directory.resolve("prometheus.log").toFile())
			.start();
	}

	/**
	 * Starts a server.
	 * @param directory where it keeps everything
	 * @param targets the ports of the instances it scrapes
	 * @return the server, which answers queries
	 */
	static PrometheusServer start(Path directory, int... targets) throws IOException {
		return start(directory, configuration(targets));
	}

	/**
	 * Starts a server that scrapes a port without TLS.
	 * @param directory where it keeps everything
	 * @param target the port of the instance it scrapes
	 * @return the server, which answers queries
	 * @throws IOException if it cannot be started
	 */
	public static PrometheusServer startWithoutTls(Path directory, int target) throws IOException {
		ObjectNode configuration = configuration(target);
		ObjectNode job = (ObjectNode) configuration.at("/scrape_configs/0");
		job.put("scheme", "http").remove("tls_config");
		return start(directory, configuration);
	}

	private static PrometheusServer start(Path directory, ObjectNode settings) throws IOException {
		Files.writeString(directory.resolve("alerts.yml"), AlertRule.withoutPatience());
		Path configuration = Files.writeString(directory.resolve("prometheus.yml"), settings.toString());
		PrometheusServer server = new PrometheusServer(directory, configuration);
		Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(server::isReady);
		return server;
	}

	private static ObjectNode configuration(int... targets) {
		ObjectNode configuration = JsonMapper.shared().valueToTree(OperationsFiles.yaml("prometheus.yml"));
		configuration.putObject("global").put("scrape_interval", HURRY).put("evaluation_interval", HURRY);
		((ObjectNode) configuration.at("/scrape_configs/0")).put("scheme", "https")
			.putObject("tls_config")
			.put("insecure_skip_verify", true);
		ObjectNode job = (ObjectNode) configuration.at("/scrape_configs/0/static_configs/0");
		job.putPOJO("targets", IntStream.of(targets).mapToObj((target) -> HOST + target).toList());
		return configuration;
	}

	/**
	 * Asks a query.
	 * @param expression the query
	 * @return the values it has now
	 * @throws IOException if the server does not answer
	 * @throws InterruptedException if the thread is interrupted
	 */
	public List<Double> values(String expression) throws IOException, InterruptedException {
		return result(expression).valueStream()
			.map((sample) -> sample.at("/value/1").asString().replace("Inf", "Infinity"))
			.map(Double::valueOf)
			.toList();
	}

	private JsonNode result(String expression) throws IOException, InterruptedException {
		HttpResponse<String> response = get(
				"/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
		assertThat(response.statusCode()).as(expression + "\n" + response.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(response.body()).at("/data/result");
	}

	/**
	 * Returns what is firing.
	 * @return the names of the alerts, each as often as it is firing
	 */
	List<String> firing() throws IOException, InterruptedException {
		return names(get("/api/v1/alerts").body());
	}

	private static List<String> names(String alerts) {
		return JsonMapper.shared()
			.readTree(alerts)
			.at("/data/alerts")
			.valueStream()
			.filter((alert) -> alert.path("state").asString().equals("firing"))
			.map((alert) -> alert.at("/labels/alertname").asString())
			.toList();
	}

	/**
	 * Returns what has been firing since the start.
	 * @return the names of the alerts
	 */
	List<String> fired() throws IOException, InterruptedException {
		return result("count by (alertname) (last_over_time(ALERTS{alertstate=\"firing\"}[1h]))").valueStream()
			.map((sample) -> sample.at("/metric/alertname").asString())
			.toList();
	}

	private boolean isReady() throws IOException, InterruptedException {
		assertThat(this.process.isAlive()).isTrue();
		return get("/-/ready").statusCode() == 200;
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.client.send(HttpRequest.newBuilder(URI.create("http://" + HOST + this.port + path)).build(),
				BodyHandlers.ofString());
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
