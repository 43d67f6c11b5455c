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

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;

import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;

/**
 * Says what an exception of the Redis client means.
 */
final class RedisTroubles {

	private static final Map<String, Trouble> CODES = Map.ofEntries(Map.entry("READONLY", Trouble.READ_ONLY),
			Map.entry("MISCONF", Trouble.READ_ONLY), Map.entry("NOREPLICAS", Trouble.READ_ONLY),
			Map.entry("OOM", Trouble.FULL), Map.entry("NOAUTH", Trouble.DENIED), Map.entry("WRONGPASS", Trouble.DENIED),
			Map.entry("NOPERM", Trouble.DENIED), Map.entry("The user executing the script can't", Trouble.DENIED),
			Map.entry("LOADING", Trouble.UNREACHABLE), Map.entry("MASTERDOWN", Trouble.UNREACHABLE),
			Map.entry("CLUSTERDOWN", Trouble.UNREACHABLE));

	private static final Pattern CODE = Pattern.compile("(?:^|[ :-])(" + String.join("|", CODES.keySet()) + ") ");

	private final RedisAddress address;

	RedisTroubles(RedisAddress address) {
		this.address = address;
	}

	/**
	 * Describes an exception.
	 * @param action what could not be done, such as {@code save 'state/web'}
	 * @param exception the exception
	 * @return what to throw
	 */
	StoreException describe(String action, RuntimeException exception) {
		Trouble trouble = of(exception);
		return new StoreException(trouble,
				"Unable to " + action + ": " + this.address + " " + complaint(trouble, exception), exception);
	}

	private String complaint(Trouble trouble, RuntimeException exception) {
		String reason = "(" + reason(exception) + ")";
		return switch (trouble) {
			case UNREACHABLE -> "cannot be reached " + reason + ". Check that it is up, and the properties '"
					+ this.address.property() + "' and 'spring.data.redis.ssl'.";
			case SLOW -> "does not answer in time " + reason
					+ ". Check its load, and the network. It may still carry out what it was asked for.";
			case READ_ONLY -> "refuses to be written to " + reason + ". Check that '" + this.address.property()
					+ "' names the master, that its disk has room and that its replicas are up.";
			case FULL ->
				"has no memory left " + reason + ". Give it more by its 'maxmemory', and let it evict nothing.";
			case DENIED -> "does not let us in " + reason + ". Check the properties 'spring.data.redis.username' and "
					+ "'spring.data.redis.password', and that this user may run scripts on our keys.";
			case OTHER -> "has failed " + reason + ".";
		};
	}

	/**
	 * Classifies an exception.
	 * @param exception the exception
	 * @return what is the matter
	 */
	static Trouble of(RuntimeException exception) {
		return code(exception).map(CODES::get).orElseGet(() -> {
			if (causes(exception).anyMatch(RedisTroubles::isTimeout)) {
				return Trouble.SLOW;
			}
			return causes(exception).anyMatch(RedisTroubles::isConnectionLost) ? Trouble.UNREACHABLE : Trouble.OTHER;
		});
	}

	private static Optional<String> code(RuntimeException exception) {
		return causes(exception).map((cause) -> CODE.matcher(String.valueOf(cause.getMessage())))
			.filter(Matcher::find)
			.map((matcher) -> matcher.group(1))
			.findFirst();
	}

	private static boolean isTimeout(Throwable cause) {
		return cause instanceof QueryTimeoutException || cause instanceof TimeoutException
				|| cause.getClass().getSimpleName().equals("RedisCommandTimeoutException");
	}

	private static boolean isConnectionLost(Throwable cause) {
		String message = String.valueOf(cause.getMessage());
		return cause instanceof RedisConnectionFailureException || cause instanceof IOException
				|| message.contains("onnection closed") || message.contains("onnection is closed")
				|| message.contains("onnection disconnected") || message.contains("not connected");
	}

	private static String reason(RuntimeException exception) {
		String message = String.valueOf(NestedExceptionUtils.getMostSpecificCause(exception).getMessage());
		return message.lines().findFirst().orElse("").replaceAll(" script: .*", "");
	}

	private static Stream<Throwable> causes(Throwable exception) {
		return Stream.iterate(exception, (cause) -> cause != null, Throwable::getCause);
	}

}
