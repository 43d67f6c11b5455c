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

package io.github.acmeboot.testsupport.bind;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.ZoneTransferException;
import org.xbill.DNS.ZoneTransferIn;

/**
 * A BIND of its own on a port of the loopback interface, as a process. It asks nobody:
 * what it has no zone for does not exist. All methods can be called by any thread.
 */
public final class BindServer implements AutoCloseable {

	static final String NAMED = "named";

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration ANSWER = Duration.ofSeconds(10);

	private final InetSocketAddress address;

	private final Process process;

	private final List<String> log = new CopyOnWriteArrayList<>();

	private final CompletableFuture<Void> running = new CompletableFuture<>();

	private BindServer(InetSocketAddress address, Process process) {
		this.address = address;
		this.process = process;
	}

	/**
	 * Configures a server.
	 * @param directory an empty directory for its files
	 * @return a builder without zones
	 */
	public static BindServerBuilder builder(Path directory) {
		return new BindServerBuilder(directory.toAbsolutePath());
	}

	static BindServer start(Path directory, InetSocketAddress address, String id, String configuration,
			Map<String, String> files) {
		try {
			for (Map.Entry<String, String> file : files.entrySet()) {
				Files.writeString(directory.resolve(file.getKey()), file.getValue());
			}
			Path named = Files.writeString(directory.resolve("named.conf"), configuration);
			Process process = new ProcessBuilder(BindProgram.require(NAMED), "-g", "-n", "1", "-c", named.toString())
				.redirectErrorStream(true)
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
			BindServer server = new BindServer(address, process);
			server.awaitRunning(id);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitRunning(String id) {
		Thread reader = new Thread(this::read, "log of BIND");
		reader.setDaemon(true);
		reader.start();
		try {
			this.running.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
			if (!values(query("id.server", Type.TXT, DClass.CH)).equals(List.of(id))) {
				throw new IllegalStateException("Another server has " + this.address);
			}
		}
		catch (CompletionException | IllegalStateException | UncheckedIOException ex) {
			close();
			throw new IllegalStateException("BIND does not run:\n" + log(), ex);
		}
	}

	private void read() {
		try (BufferedReader output = this.process.inputReader()) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				this.log.add(line);
				if (line.endsWith(" running")) {
					this.running.complete(null);
				}
			}
		}
		catch (IOException ex) {
			this.log.add(ex.toString());
		}
		this.running.completeExceptionally(new IllegalStateException("It has ended"));
	}

	public InetSocketAddress address() {
		return this.address;
	}

	/**
	 * Returns where it is, as properties have it.
	 * @return host and port
	 */
	public String hostAndPort() {
		return this.address.getAddress().getHostAddress() + ":" + this.address.getPort();
	}

	/**
	 * Returns what it has logged, with all queries.
	 * @return the text
	 */
	public String log() {
		return String.join("\n", this.log);
	}

	/**
	 * Returns the values that it answers with.
	 * @param name the name of TXT records
	 * @return the values, in alphabetical order
	 */
	public List<String> txt(String name) {
		return values(query(name, Type.TXT, DClass.IN));
	}

	/**
	 * Returns all TXT records of a zone.
	 * @param zone its name
	 * @return names and values, in alphabetical order
	 */
	public List<String> txtRecordsOf(String zone) {
		try {
			ZoneTransferIn transfer = ZoneTransferIn.newAXFR(name(zone), this.address, null);
			transfer.setTimeout(ANSWER);
			transfer.run();
			return transfer.getAXFR()
				.stream()
				.filter((record) -> record.getType() == Type.TXT)
				.map((record) -> record.getName().toString(true) + " " + value(record))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ZoneTransferException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Has a secondary server copy a zone, by a notice such as its primary sends.
	 * @param zone the name of the zone
	 */
	public void refresh(String zone) {
		Message notice = Message.newQuery(Record.newRecord(name(zone), Type.SOA, DClass.IN));
		notice.getHeader().setOpcode(Opcode.NOTIFY);
		send(notice);
	}

	/**
	 * Changes a zone by the {@code nsupdate} of BIND, as somebody else.
	 * @param key the key to sign with
	 * @param command what to do, such as {@code add name.example.org 60 TXT value}
	 */
	public void update(TsigKey key, String command) {
		try {
			Process process = new ProcessBuilder(BindProgram.require("nsupdate"), "-v", "-y",
					key.algorithm() + ":" + key.name() + ":" + key.secret())
				.redirectErrorStream(true)
				.start();
			try (Writer input = process.outputWriter()) {
				input.write("server %s %d%nupdate %s%nsend%n".formatted(this.address.getAddress().getHostAddress(),
						this.address.getPort(), command));
			}
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (process.onExit().join().exitValue() != 0) {
				throw new IllegalStateException("Unable to update: " + output);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Message query(String name, int type, int dclass) {
		return send(Message.newQuery(Record.newRecord(name(name), type, dclass)));
	}

	private Message send(Message message) {
		try {
			SimpleResolver resolver = new SimpleResolver(this.address);
			resolver.setTimeout(ANSWER);
			return resolver.send(message);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> values(Message answer) {
		return answer.getSection(Section.ANSWER)
			.stream()
			.filter((record) -> record.getType() == Type.TXT)
			.map(BindServer::value)
			.sorted()
			.toList();
	}

	private static String value(Record record) {
		return String.join("", ((TXTRecord) record).getStrings());
	}

	private static Name name(String name) {
		return Name.fromConstantString(name.endsWith(".") ? name : name + ".");
	}

	/**
	 * Stops the server as an operator does.
	 */
	@Override
	public void close() {
		this.process.destroy();
		try {
			if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
				this.process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
	}

}
