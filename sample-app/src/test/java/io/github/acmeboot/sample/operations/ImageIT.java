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
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.testsupport.FreePort;
import io.github.acmeboot.testsupport.TrustEverything;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Does what the Dockerfile says, without containers: takes the jar apart by its command,
 * puts its layers together, and starts its entry point as a user without privileges who
 * may write to the volume and the directory for temporary files, and to nothing else.
 */
class ImageIT {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final ImageFile file = ImageFile.read();

	private final List<Process> processes = new ArrayList<>();

	private final int port = FreePort.next();

	private Path directory;

	private Path application;

	@BeforeEach
	void build() throws Exception {
		this.directory = Files.createTempDirectory("image");
		this.application = Files.createDirectories(this.directory.resolve("app"));
		Files.createDirectories(this.directory.resolve("layers"));
		Files.copy(Path.of(System.getProperty("sample.jar")), this.directory.resolve("layers/app.jar"));
		List<String> extraction = this.file.extraction();
		new Program(java())
			.run(this.directory.resolve("layers"), extraction.subList(1, extraction.size()).toArray(String[]::new))
			.isSuccess();
		for (String layer : this.file.layers()) {
			move(this.directory.resolve("layers").resolve(layer), this.application);
		}
		String[] defaults = this.file.defaults();
		Files.createDirectories(this.application.resolve(defaults[1]).getParent());
		Files.copy(OperationsFiles.ROOT.resolve(defaults[0]), this.application.resolve(defaults[1]));
	}

	@AfterEach
	void stop() throws IOException {
		this.processes.forEach(Process::destroyForcibly);
		delete(this.directory);
	}

	@Test
	void nothingOfTheJarIsLeftOut() throws IOException {
		try (Stream<Path> left = Files.walk(this.directory.resolve("layers/extracted"))) {
			assertThat(left.filter(Files::isRegularFile)).isEmpty();
		}
	}

	@Test
	void itRunsAsAUserWithoutPrivilegesWhoMayWriteToTheVolumeOnly() throws Exception {
		Path volume = Files.createDirectories(this.directory.resolve("volume"));
		Path temporary = Files.createDirectories(this.directory.resolve("tmp"));
		sealAgainstWriting();
		own(volume);
		own(temporary);
		Process process = start(volume, temporary);
		Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> alive(process) && readiness() == 200);
		Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(volume).isNotEmptyDirectory());
		process.destroy();
		assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(log()).isEqualTo(143);
		assertThat(log()).doesNotContain("which is within the container", "Read-only", "Permission denied");
	}

	private Process start(Path volume, Path temporary) throws IOException {
		List<String> command = new ArrayList<>(withoutPrivileges());
		List<String> entrypoint = this.file.entrypoint();
		command.add(java().toString());
		command.add("-Djava.io.tmpdir=" + temporary);
		command.addAll(entrypoint.subList(1, entrypoint.size()));
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.application.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.directory.resolve("log").toFile());
		builder.environment()
			.putAll(Map.of("SERVER_PORT", String.valueOf(this.port), "ACME_CHALLENGE_HTTP_PORT",
					String.valueOf(FreePort.next()), "ACME_STORE_FILE_DIRECTORY", volume.toString(),
					"ACME_ISSUERS_LETSENCRYPT_DIRECTORYURL", "https://localhost:" + FreePort.next() + "/dir",
					"TOKENS_CLIENTS_SHOP_SECRET", "{noop}shopshop"));
		Process process = builder.start();
		this.processes.add(process);
		return process;
	}

	private List<String> withoutPrivileges() {
		if (!isRoot()) {
			return List.of();
		}
		String[] user = this.file.the("USER").split(":");
		return List.of(Program.require("setpriv").path().toString(), "--reuid=" + user[0], "--regid=" + user[1],
				"--clear-groups", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all");
	}

	private void sealAgainstWriting() throws IOException {
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		try (Stream<Path> all = Files.walk(this.application)) {
			for (Path path : all.toList()) {
				Files.setPosixFilePermissions(path,
						PosixFilePermissions.fromString(Files.isDirectory(path) ? "r-xr-xr-x" : "r--r--r--"));
			}
		}
	}

	private void own(Path path) throws IOException {
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
		if (isRoot()) {
			String[] user = this.file.the("USER").split(":");
			Files.setAttribute(path, "unix:uid", Integer.valueOf(user[0]));
			Files.setAttribute(path, "unix:gid", Integer.valueOf(user[1]));
		}
	}

	private static boolean isRoot() {
		return System.getProperty("user.name").equals("root");
	}

	private boolean alive(Process process) {
		assertThat(process.isAlive()).as(this::log).isTrue();
		return true;
	}

	private int readiness() throws Exception {
		URI uri = URI.create("https://localhost:" + this.port + "/actuator/health/readiness");
		return HttpClient.newBuilder()
			.sslContext(TrustEverything.context())
			.build()
			.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.discarding())
			.statusCode();
	}

	private String log() {
		return OperationsFiles.text(this.directory.resolve("log"));
	}

	private static Path java() {
		return Path.of(System.getProperty("java.home"), "bin", "java");
	}

	private static void move(Path from, Path to) throws IOException {
		try (Stream<Path> all = Files.walk(from)) {
			for (Path path : all.filter(Files::isRegularFile).toList()) {
				Path target = to.resolve(from.relativize(path).toString());
				Files.createDirectories(target.getParent());
				Files.move(path, target);
			}
		}
	}

	private static void delete(Path directory) throws IOException {
		Files.walkFileTree(directory, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
				Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
				Files.delete(path);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path path, IOException failure) throws IOException {
				Files.delete(path);
				return FileVisitResult.CONTINUE;
			}

		});
	}

}
