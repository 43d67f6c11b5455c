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

package io.github.acmeboot.store.redis;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.sealing.AbstractDumpTests;
import io.github.acmeboot.testsupport.peer.RedisServer;

/**
 * What lies in the files of Redis.
 */
class RedisDumpTests extends AbstractDumpTests {

	@TempDir
	private Path directory;

	private RedisServer server;

	private RedisInstance instance;

	@BeforeEach
	void start() {
		this.server = RedisServer.start(this.directory, "--appendonly", "yes", "--appendfsync", "always");
		this.instance = RedisInstance.start(this.server);
	}

	@AfterEach
	void stop() {
		this.instance.close();
		this.server.close();
	}

	@Override
	protected AcmeStore store() {
		return this.instance.store();
	}

	@Override
	protected byte[] dump() throws IOException {
		ByteArrayOutputStream dump = new ByteArrayOutputStream();
		try (Stream<Path> walk = Files.walk(this.directory)) {
			List<Path> files = walk.filter(Files::isRegularFile).toList();
			for (Path file : files) {
				dump.write(Files.readAllBytes(file));
			}
		}
		return dump.toByteArray();
	}

}
