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

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;

/**
 * {@link AcmeStore} that keeps each value in a hash of its own, with the fields
 * {@code content}, {@code version} and {@code fence}. Each change is one script, which
 * also publishes the key.
 */
public final class RedisAcmeStore implements AcmeStore {

	private static final int SCANNED_AT_ONCE = 500;

	private static final long UNLIMITED = 0;

	private final RedisAccess access;

	private final RedisKeys keys;

	private final WritesInDoubt writesInDoubt = new WritesInDoubt();

	RedisAcmeStore(RedisAccess access, RedisKeys keys) {
		this.access = access;
		this.keys = keys;
	}

	@Override
	public Optional<StoredValue> load(String key) {
		List<byte[]> found = this.access.run("load '" + key + "'", RedisScripts.LOAD, 1, this.keys.value(key));
		if (found.size() == 1) {
			throw unreadable(key, RedisKeys.text(found.get(0)));
		}
		return found.isEmpty() ? Optional.empty()
				: Optional.of(new StoredValue(found.get(1), RedisKeys.text(found.get(0))));
	}

	@Override
	public Optional<String> version(String key) {
		return this.access.run("look at '" + key + "'", RedisScripts.VERSION, 1, this.keys.value(key))
			.stream()
			.map(RedisKeys::text)
			.findFirst();
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		return save(key, content, condition, UNLIMITED);
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition, Duration timeToLive) {
		return save(key, content, condition, Math.max(timeToLive.toMillis(), 1));
	}

	@Override
	public void delete(String key, String version) {
		check(key, this.access.run("delete '" + key + "'", RedisScripts.DELETE, 2, this.keys.value(key),
				this.keys.aside(key, version), RedisKeys.bytes(version), this.keys.channel(), RedisKeys.bytes(key)),
				WriteCondition.version(version));
	}

	@Override
	public List<String> list(String prefix) {
		ScanOptions options = ScanOptions.scanOptions().match(this.keys.pattern(prefix)).count(SCANNED_AT_ONCE).build();
		return this.access.call("list '" + prefix + "'", (connection) -> {
			TreeSet<String> found = new TreeSet<>();
			if (connection instanceof RedisClusterConnection cluster) {
				for (RedisClusterNode node : cluster.clusterGetNodes()) {
					if (node.isMaster() && !node.getSlotRange().getSlots().isEmpty()) {
						collect(cluster.scan(node, options), found);
					}
				}
			}
			else {
				collect(connection.keyCommands().scan(options), found);
			}
			return List.copyOf(found);
		});
	}

	@Override
	public String toString() {
		return "RedisAcmeStore[" + this.access.address() + "]";
	}

	private StoredValue save(String key, byte[] content, WriteCondition condition, long life) {
		StoredValue value = this.writesInDoubt.begin(key, content, condition);
		List<byte[]> outcome;
		try {
			outcome = writeTwiceIfSlow(key, value, condition, life);
		}
		catch (StoreException ex) {
			this.writesInDoubt.doubt(key, value, condition);
			throw ex;
		}
		check(key, outcome, condition);
		return value;
	}

	private List<byte[]> writeTwiceIfSlow(String key, StoredValue value, WriteCondition condition, long life) {
		try {
			return write(key, value, condition, life);
		}
		catch (StoreException ex) {
			if (ex.getTrouble() != StoreException.Trouble.SLOW) {
				throw ex;
			}
			return write(key, value, condition, life);
		}
	}

	private List<byte[]> write(String key, StoredValue value, WriteCondition condition, long life) {
		String expected = condition.version().orElse("");
		return this.access.run("save '" + key + "'", RedisScripts.SAVE, 2, this.keys.value(key),
				this.keys.aside(key, expected), RedisKeys.bytes(expected),
				RedisKeys.bytes(String.valueOf(condition.fence())), RedisKeys.bytes(value.version()), value.content(),
				RedisKeys.bytes(String.valueOf(life)), this.keys.channel(), RedisKeys.bytes(key));
	}

	private void check(String key, List<byte[]> outcome, WriteCondition condition) {
		switch (RedisKeys.text(outcome.get(0))) {
			case "stale" -> throw new StaleWriteException(key, condition);
			case "unreadable" -> throw unreadable(key, RedisKeys.text(outcome.get(1)));
			default -> {
			}
		}
	}

	private UnreadableValueException unreadable(String key, String version) {
		return new UnreadableValueException(key, version,
				"Unable to read '" + RedisKeys.text(this.keys.value(key)) + "' of " + this.access.address()
						+ ": it is altered or from another program. Restore it, or choose another "
						+ "'acme.store.redis.key-prefix'; when it is written next, it is kept as '"
						+ RedisKeys.text(this.keys.aside(key, version)) + "'.",
				null);
	}

	private void collect(Cursor<byte[]> names, TreeSet<String> found) {
		try (names) {
			names.forEachRemaining((name) -> this.keys.key(name).ifPresent(found::add));
		}
	}

}
