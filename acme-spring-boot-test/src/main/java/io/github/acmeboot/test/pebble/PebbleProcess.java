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

package io.github.acmeboot.test.pebble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.util.FileSystemUtils;

import io.github.acmeboot.test.CaConnectionDetails;

/**
 * Let's Encrypt's Pebble, run from the programs {@code pebble} and
 * {@code pebble-challtestsrv}, which are looked for in the directory that the environment
 * variable {@code ACME_PEBBLE_DIRECTORY} names, and on the path. All names resolve to the
 * loopback address. The ports are chosen at random; keys, configuration and logs are in a
 * temporary directory that goes with it. Can be used by several threads.
 */
public final class PebbleProcess implements AutoCloseable {

	private static final String PEBBLE = "pebble";

	private static final String DNS = "pebble-challtestsrv";

	private static final String LOG = "pebble.log";

	private static final String DNS_LOG = "dns.log";

	private static final String LOOPBACK = "127.0.0.1:";

	private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

	private final PebbleFiles files = new PebbleFiles();

	private final List<Process> processes = new ArrayList<>();

	private final HttpClient client = HttpClient.newBuilder()
		.sslContext(this.files.identity().trustBundle().createSslContext())
		.build();

	private final IntSupplier ports;

	private final int port;

	private final int managementPort;

	private final Path directory;

	PebbleProcess(IntSupplier ports) {
		this.ports = ports;
		this.port = ports.getAsInt();
		this.managementPort = ports.getAsInt();
		try {
			this.directory = Files.createTempDirectory(PEBBLE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to make a directory", ex);
		}
	}

	/**
	 * Configures a CA.
	 * @return a builder with Pebble's defaults, except that validations take no time
	 */
	public static PebbleProcessBuilder builder() {
		return new PebbleProcessBuilder();
	}

	/**
	 * Returns whether the programs are there.
	 * @return whether both were found
	 */
	public static boolean isAvailable() {
		return Program.find(PEBBLE).isPresent() && Program.find(DNS).isPresent();
	}

	void start(Map<String, Object> settings, Map<String, String> environment, boolean strict,
			@Nullable String dnsServer) {
		int dnsPort = this.ports.getAsInt();
		if (dnsServer == null) {
			startDns(dnsPort);
		}
		Map<String, Object> complete = new LinkedHashMap<>(settings);
		complete.put("listenAddress", LOOPBACK + this.port);
		complete.put("managementListenAddress", LOOPBACK + this.managementPort);
		this.files.contents(this.directory.toString(), complete).forEach(this::write);
		this.processes.add(Program.require(PEBBLE)
			.start(this.directory.resolve(LOG), environment,
					List.of("-config", this.directory.resolve(PebbleFiles.CONFIG).toString(), "-dnsserver",
							(dnsServer != null) ? dnsServer : LOOPBACK + dnsPort, "-strict=" + strict)));
		await(() -> answers() && (dnsServer != null || new DnsProbe(dnsPort).isAnswered()));
	}

	private void startDns(int dnsPort) {
		Program program = Program.require(DNS);
		List<String> arguments = new ArrayList<>(List.of("-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-http01", "",
				"-https01", "", "-tlsalpn01", "", "-management", LOOPBACK + this.ports.getAsInt()));
		arguments.addAll(List.of(program.hasOption("dnsserver") ? "-dnsserver" : "-dns01", LOOPBACK + dnsPort));
		if (program.hasOption("doh")) {
			arguments.addAll(List.of("-doh", ""));
		}
		this.processes.add(program.start(this.directory.resolve(DNS_LOG), Map.of(), arguments));
	}

	/**
	 * Returns whether somebody else took a port before it could be listened on.
	 * @return whether other ports may help
	 */
	boolean isPortTaken() {
		return (log() + read(DNS_LOG)).contains("address already in use");
	}

	private void await(BooleanSupplier ready) {
		long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
		while (!ready.getAsBoolean()) {
			if (System.nanoTime() > deadline || isPortTaken() || !this.processes.stream().allMatch(Process::isAlive)) {
				throw new IllegalStateException("Pebble does not answer:\n" + log() + read(DNS_LOG));
			}
			pause();
		}
	}

	private boolean answers() {
		try {
			return get(directoryUrl()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void pause() {
		try {
			Thread.sleep(20);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for Pebble", ex);
		}
	}

	/**
	 * Returns the URL of the directory.
	 * @return the URL
	 */
	public URI directoryUrl() {
		return URI.create("https://127.0.0.1:" + this.port + "/dir");
	}

	/**
	 * Returns what a client needs to trust the CA's HTTPS server.
	 * @return a bundle with a trust store
	 */
	public SslBundle sslBundle() {
		return this.files.identity().trustBundle();
	}

	/**
	 * Returns the bean that sends an application to this CA.
	 * @return the details of the connection
	 */
	public CaConnectionDetails connectionDetails() {
		return new CaConnectionDetails(directoryUrl(), sslBundle());
	}

	/**
	 * Returns what can be asked of the CA beside ACME.
	 * @return its management interface
	 */
	public PebbleManagement management() {
		return new PebbleManagement(this.client, URI.create("https://" + LOOPBACK + this.managementPort + "/"));
	}

	/**
	 * Returns the root of the certificates the CA issues.
	 * @return the certificate
	 */
	public X509Certificate rootCertificate() {
		return management().root();
	}

	/**
	 * Returns what the CA has logged.
	 * @return the text
	 */
	public String log() {
		return read(LOG);
	}

	private String read(String log) {
		try {
			Path file = this.directory.resolve(log);
			return Files.exists(file) ? Files.readString(file) : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to read the log of Pebble", ex);
		}
	}

	@Override
	public void close() {
		this.processes.forEach(Process::destroyForcibly);
		this.processes.forEach((process) -> process.onExit().join());
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to delete " + this.directory, ex);
		}
	}

	private HttpResponse<String> get(URI uri) throws IOException {
		try {
			return this.client.send(HttpRequest.newBuilder(uri).timeout(REQUEST_TIMEOUT).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for Pebble", ex);
		}
	}

	private void write(String name, String content) {
		try {
			Files.writeString(this.directory.resolve(name), content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to write " + name, ex);
		}
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }))) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Unable to find a free port", ex);
		}
	}

}
