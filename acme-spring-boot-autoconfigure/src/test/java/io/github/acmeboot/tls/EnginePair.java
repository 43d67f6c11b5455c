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

package io.github.acmeboot.tls;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * A client and a server that shake hands in memory.
 */
final class EnginePair {

	private final SSLEngine client;

	private final SSLEngine server;

	private final ByteBuffer toServer = ByteBuffer.allocate(65536);

	private final ByteBuffer toClient = ByteBuffer.allocate(65536);

	private final ByteBuffer sink = ByteBuffer.allocate(65536);

	EnginePair(SSLEngine client, SSLEngine server) {
		this.client = client;
		this.server = server;
		client.setUseClientMode(true);
		server.setUseClientMode(false);
	}

	void handshake() throws SSLException {
		this.client.beginHandshake();
		this.server.beginHandshake();
		while (!isDone(this.client) || !isDone(this.server)) {
			step(this.client, this.toServer, this.toClient);
			step(this.server, this.toClient, this.toServer);
		}
		step(this.client, this.toServer, this.toClient);
	}

	private void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
		SSLEngineResult result = engine.wrap(ByteBuffer.allocate(0), out);
		while (result.bytesProduced() > 0) {
			runTasks(engine);
			result = engine.wrap(ByteBuffer.allocate(0), out);
		}
		in.flip();
		boolean progress = true;
		while (in.hasRemaining() && progress) {
			int before = in.remaining();
			engine.unwrap(in, this.sink.clear());
			runTasks(engine);
			progress = in.remaining() < before || engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP;
			if (in.remaining() == before) {
				break;
			}
		}
		in.compact();
	}

	private static void runTasks(SSLEngine engine) {
		Runnable task = engine.getDelegatedTask();
		while (task != null) {
			task.run();
			task = engine.getDelegatedTask();
		}
	}

	private static boolean isDone(SSLEngine engine) {
		return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
	}

}
