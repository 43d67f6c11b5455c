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

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisScriptingCommands;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.script.RedisScript;

import io.github.acmeboot.store.StoreException.Trouble;

/**
 * The way to Redis. Whatever is asked for has an answer, or an exception, within a few
 * seconds; an interrupt does not disturb it. What failed because the connection was lost
 * is tried once more with a new connection.
 */
final class RedisAccess implements AutoCloseable {

	private final RedisConnections connections;

	private final RedisTroubles troubles;

	private final AtomicInteger generation = new AtomicInteger();

	RedisAccess(RedisConnections connections) {
		this.connections = connections;
		this.troubles = new RedisTroubles(connections.address());
	}

	RedisAddress address() {
		return this.connections.address();
	}

	RedisConnections connections() {
		return this.connections;
	}

	RedisTroubles troubles() {
		return this.troubles;
	}

	/**
	 * Runs a script.
	 * @param action what it is for, such as {@code save 'state/web'}
	 * @param script the script
	 * @param keys how many of the arguments are keys
	 * @param arguments keys, then other arguments
	 * @return what the script returns
	 */
	List<byte[]> run(String action, RedisScript<?> script, int keys, byte[]... arguments) {
		return call(action, (connection) -> evaluate(connection.scriptingCommands(), script, keys, arguments));
	}

	/**
	 * Uses a connection, possibly twice.
	 * @param <T> the type of the result
	 * @param action what it is for, such as {@code list 'state/'}
	 * @param work what to do with it
	 * @return the result
	 */
	<T> T call(String action, Function<RedisConnection, T> work) {
		boolean interrupted = Thread.interrupted();
		try {
			return attempt(work);
		}
		catch (RuntimeException ex) {
			boolean disturbed = Thread.interrupted();
			interrupted |= disturbed;
			if (!disturbed && RedisTroubles.of(ex) != Trouble.UNREACHABLE) {
				throw this.troubles.describe(action, ex);
			}
			return attemptAgain(action, work);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public void close() {
		this.connections.close();
	}

	private <T> T attemptAgain(String action, Function<RedisConnection, T> work) {
		try {
			return attempt(work);
		}
		catch (RuntimeException ex) {
			throw this.troubles.describe(action, ex);
		}
	}

	private <T> T attempt(Function<RedisConnection, T> work) {
		int used = this.generation.get();
		try (RedisConnection connection = this.connections.factory().getConnection()) {
			return work.apply(connection);
		}
		catch (RuntimeException ex) {
			if (isOfTheConnection(RedisTroubles.of(ex)) && this.generation.compareAndSet(used, used + 1)) {
				this.connections.renew();
			}
			throw ex;
		}
	}

	private static boolean isOfTheConnection(Trouble trouble) {
		return trouble == Trouble.UNREACHABLE || trouble == Trouble.SLOW || trouble == Trouble.READ_ONLY;
	}

	private static List<byte[]> evaluate(RedisScriptingCommands commands, RedisScript<?> script, int keys,
			byte[][] arguments) {
		List<byte[]> result;
		try {
			result = commands.evalSha(script.getSha1(), ReturnType.MULTI, keys, arguments);
		}
		catch (DataAccessException ex) {
			if (!String.valueOf(ex.getMostSpecificCause().getMessage()).contains("NOSCRIPT")) {
				throw ex;
			}
			result = commands.eval(RedisKeys.bytes(script.getScriptAsString()), ReturnType.MULTI, keys, arguments);
		}
		if (result == null) {
			throw new IllegalStateException("A script has returned nothing; scripts are not for use in a pipeline");
		}
		return result;
	}

}
