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

package io.github.acmeboot.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.CertificateCodec;
import io.github.acmeboot.store.file.FileAcmeStore;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.test.AcmeTestServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Measures, on demand: {@code -Dtest=EndToEndRun -Druns=<how many>}.
 */
class EndToEndRun {

	private static final int RUNS = Integer.getInteger("runs", 10);

	private static final Predicate<String> OURS = Stream
		.of("acme-spring-boot-starter", "acme-spring-boot-autoconfigure", "acme-spring-boot-test", "acme4j",
				"resilience4j", "jose4j", "bcprov", "bcpkix", "bcutil", "jmh")
		.<Predicate<String>>map((name) -> (entry) -> entry.contains("/" + name))
		.reduce((entry) -> false, Predicate::or);

	@TempDir
	private Path directory;

	private final IssuedCertificate certificate = new TestAuthority().issue("www.example.org");

	@Test
	void start() throws Exception {
		List<String> starter = starter();
		List<String> plain = plain();
		List<Double> withStarter = new ArrayList<>();
		List<Double> withoutStarter = new ArrayList<>();
		for (int i = 0; i < RUNS; i++) {
			withStarter.add(run(starter));
			withoutStarter.add(run(plain));
		}
		report("start and end with the starter and a stored certificate", withStarter, "s");
		report("start and end with a static bundle", withoutStarter, "s");
	}

	@Test
	void issuance() {
		try (AcmeTestServer ca = AcmeTestServer.start(); ConfigurableApplicationContext application = application(ca)) {
			AcmeManager manager = application.getBean(AcmeManager.class);
			manager.renew("web").join();
			ca.resetRequests();
			List<Double> durations = IntStream.range(0, RUNS).mapToObj((i) -> renew(manager)).toList();
			report("issuance", durations, "s");
			System.out.printf("requests to the CA per issuance: %.1f%n", ca.requests().size() / (double) RUNS);
		}
	}

	private static double renew(AcmeManager manager) {
		long start = System.nanoTime();
		manager.renew("web").join();
		return (System.nanoTime() - start) / 1e9;
	}

	private ConfigurableApplicationContext application(AcmeTestServer ca) {
		return new SpringApplicationBuilder(MeasuredApplication.class)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(AcmeConnectionDetails.class,
					ca::connectionDetails))
			.listeners((ApplicationListener<ApplicationStartedEvent>) (event) -> ca
				.http01Port(event.getApplicationContext()
					.getEnvironment()
					.getRequiredProperty("local.acme.challenge.http.port", Integer.class)))
			.run("--server.port=0", "--server.ssl.bundle=web", "--acme.challenge.http.port=0",
					"--acme.issuers.ca.terms-of-service-agreed=true", "--acme.issuers.ca.rate-limits.enabled=false",
					"--acme.certificates.web.domains=www.example.org", "--acme.store.file.directory=" + this.directory);
	}

	private List<String> starter() {
		Path store = this.directory.resolve("store");
		new CertificateRepository(new FileAcmeStore(store)).save("web", this.certificate, WriteCondition.absent());
		return command((entry) -> true, "--server.ssl.bundle=web", "--acme.challenge.http.port=0",
				"--acme.issuers.ca.terms-of-service-agreed=true", "--acme.issuers.ca.directory-url=https://ca.invalid/",
				"--acme.certificates.web.domains=www.example.org", "--acme.certificates.web.renewal.enabled=false",
				"--acme.store.file.directory=" + store);
	}

	private List<String> plain() throws IOException {
		Path chain = Files.writeString(this.directory.resolve("fullchain.pem"),
				CertificateCodec.chain(this.certificate));
		Path key = Files.writeString(this.directory.resolve("privkey.pem"),
				"-----BEGIN PRIVATE KEY-----\n"
						+ Base64.getMimeEncoder().encodeToString(this.certificate.privateKey().getEncoded())
						+ "\n-----END PRIVATE KEY-----\n");
		return command(OURS.negate(), "--server.ssl.bundle=web",
				"--spring.ssl.bundle.pem.web.keystore.certificate=" + chain,
				"--spring.ssl.bundle.pem.web.keystore.private-key=" + key);
	}

	private static List<String> command(Predicate<String> needed, String... properties) {
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter(needed)
			.collect(Collectors.joining(File.pathSeparator));
		return Stream.concat(
				Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
						MeasuredApplication.class.getName(), "--server.port=0", "--logging.level.root=warn"),
				Stream.of(properties))
			.toList();
	}

	private double run(List<String> command) throws IOException, InterruptedException {
		Path output = this.directory.resolve("output.log");
		long start = System.nanoTime();
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
		double seconds = (System.nanoTime() - start) / 1e9;
		assertThat(process.exitValue()).as(Files.readString(output)).isZero();
		return seconds;
	}

	private static void report(String what, List<Double> values, String unit) {
		List<Double> sorted = values.stream().sorted().toList();
		System.out.printf("%s: median %.3f %s, %.3f to %.3f, %d runs%n", what, sorted.get(sorted.size() / 2), unit,
				sorted.get(0), sorted.get(sorted.size() - 1), sorted.size());
	}

}
