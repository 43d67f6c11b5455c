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

package io.github.acmeboot.fleet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * What stands in front of port 80 of all instances. Gives each request to the next one,
 * unless the test wants them all to go to one.
 */
final class LoadBalancer implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 30_000;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final List<Instance> instances = new CopyOnWriteArrayList<>();

	private final List<Answer> answers = new CopyOnWriteArrayList<>();

	private final AtomicInteger turn = new AtomicInteger();

	private final AtomicInteger waiting = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "load-balancer");
		thread.setDaemon(true);
		return thread;
	});

	private final ServerSocket socket;

	private volatile @Nullable Instance preferred;

	private volatile boolean held;

	LoadBalancer() {
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.execute(this::accept);
	}

	int port() {
		return this.socket.getLocalPort();
	}

	void add(Instance instance) {
		change(() -> this.instances.add(instance));
	}

	void remove(Instance instance) {
		change(() -> this.instances.remove(instance));
	}

	/**
	 * Sends every request to one instance.
	 * @param instance the instance
	 */
	void prefer(Instance instance) {
		this.preferred = instance;
	}

	/**
	 * Lets requests wait until {@link #release()}.
	 */
	void hold() {
		this.held = true;
	}

	void release() {
		change(() -> {
			this.held = false;
			return true;
		});
	}

	/**
	 * Returns how many requests wait.
	 * @return the number
	 */
	int waiting() {
		return this.waiting.get();
	}

	/**
	 * Returns the answers so far.
	 * @return the answers, oldest first
	 */
	List<Answer> answers() {
		return List.copyOf(this.answers);
	}

	private void change(BooleanSupplier change) {
		this.lock.lock();
		try {
			change.getAsBoolean();
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket client = this.socket.accept();
				this.threads.execute(() -> serve(client));
			}
			catch (IOException ex) {
				if (!this.socket.isClosed()) {
					throw new UncheckedIOException(ex);
				}
			}
		}
	}

	private void serve(Socket client) {
		try (client) {
			client.setSoTimeout(TIMEOUT_MILLIS);
			byte[] request = head(client.getInputStream());
			for (Instance candidate : candidates()) {
				Optional<byte[]> response = forward(candidate, request);
				if (response.isPresent()) {
					client.getOutputStream().write(response.get());
					return;
				}
			}
		}
		catch (IOException ex) {
			this.answers.add(new Answer("nobody", ex.toString()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private List<Instance> candidates() throws InterruptedException {
		this.waiting.incrementAndGet();
		this.lock.lock();
		try {
			while (this.held || this.instances.isEmpty()) {
				this.changed.await();
			}
			Instance first = this.preferred;
			return (first != null && this.instances.contains(first)) ? List.of(first) : inTurn();
		}
		finally {
			this.lock.unlock();
			this.waiting.decrementAndGet();
		}
	}

	private List<Instance> inTurn() {
		List<Instance> candidates = new ArrayList<>(this.instances);
		Collections.rotate(candidates, -(this.turn.getAndIncrement() % candidates.size()));
		return candidates;
	}

	private Optional<byte[]> forward(Instance instance, byte[] request) {
		try (Socket server = new Socket(InetAddress.getLoopbackAddress(), instance.http01Port())) {
			server.setSoTimeout(TIMEOUT_MILLIS);
			server.getOutputStream().write(request);
			byte[] response = server.getInputStream().readAllBytes();
			String status = new String(response, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("nothing");
			this.answers.add(new Answer(instance.name(), status));
			return Optional.of(response);
		}
		catch (IOException ex) {
			this.answers.add(new Answer(instance.name(), ex.toString()));
			return Optional.empty();
		}
	}

	private static byte[] head(InputStream input) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
			int octet = input.read();
			if (octet < 0) {
				throw new IOException("The request ended early");
			}
			head.write(octet);
		}
		return head.toByteArray();
	}

	@Override
	public void close() {
		this.threads.shutdownNow();
		try {
			this.socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What became of a request.
	 *
	 * @param instance the name of the instance that was asked
	 * @param status the status line, or why there is none
	 */
	record Answer(String instance, String status) {

		boolean isGood() {
			return this.status.contains(" 200");
		}

	}

}
