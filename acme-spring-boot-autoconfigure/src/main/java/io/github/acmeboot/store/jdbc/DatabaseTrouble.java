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

package io.github.acmeboot.store.jdbc;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.util.StringUtils;

import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;

/**
 * Tells what is the matter from what a driver says, by the beginning of its SQL state and
 * by the error codes of MySQL, MariaDB and H2 where the state says nothing.
 */
final class DatabaseTrouble {

	private static final Set<String> MISSING_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

	private static final List<Map.Entry<String, Trouble>> STATES = List.of(Map.entry("25006", Trouble.READ_ONLY),
			Map.entry("28", Trouble.DENIED), Map.entry("42501", Trouble.DENIED), Map.entry("53100", Trouble.FULL),
			Map.entry("53300", Trouble.UNREACHABLE), Map.entry("55P03", Trouble.SLOW), Map.entry("57014", Trouble.SLOW),
			Map.entry("57P", Trouble.UNREACHABLE), Map.entry("HYT00", Trouble.SLOW),
			Map.entry("08", Trouble.UNREACHABLE));

	private static final Map<Integer, Trouble> CODES = Map.ofEntries(Map.entry(1021, Trouble.FULL),
			Map.entry(1114, Trouble.FULL), Map.entry(1044, Trouble.DENIED), Map.entry(1142, Trouble.DENIED),
			Map.entry(1143, Trouble.DENIED), Map.entry(1227, Trouble.DENIED), Map.entry(90096, Trouble.DENIED),
			Map.entry(1205, Trouble.SLOW), Map.entry(1317, Trouble.SLOW), Map.entry(1969, Trouble.SLOW),
			Map.entry(3024, Trouble.SLOW), Map.entry(1290, Trouble.READ_ONLY), Map.entry(1792, Trouble.READ_ONLY),
			Map.entry(1836, Trouble.READ_ONLY), Map.entry(90097, Trouble.READ_ONLY),
			Map.entry(1927, Trouble.UNREACHABLE), Map.entry(90067, Trouble.UNREACHABLE),
			Map.entry(90098, Trouble.UNREACHABLE), Map.entry(90121, Trouble.UNREACHABLE));

	private final TableName table;

	private final Duration timeout;

	DatabaseTrouble(TableName table, Duration timeout) {
		this.table = table;
		this.timeout = timeout;
	}

	/**
	 * Describes what went wrong.
	 * @param action what was to be done
	 * @param reached how far it had come
	 * @param cause what was thrown
	 * @return what to throw
	 */
	StoreException describe(String action, Attempt.Stage reached, Exception cause) {
		Trouble trouble = trouble(cause, reached == Attempt.Stage.WAITING || reached == Attempt.Stage.CONNECTING);
		String message = "Unable to " + action + " in the table '" + this.table + "': " + text(trouble, reached, cause);
		return (reached == Attempt.Stage.COMMITTING) ? new UncertainOutcomeException(trouble, message, cause)
				: new StoreException(trouble, message, cause);
	}

	private static Trouble trouble(Exception failure, boolean connecting) {
		Trouble trouble = chain(failure).map(DatabaseTrouble::trouble)
			.flatMap(Optional::stream)
			.findFirst()
			.orElse((connecting) ? Trouble.UNREACHABLE : Trouble.OTHER);
		return (connecting && trouble == Trouble.SLOW) ? Trouble.UNREACHABLE : trouble;
	}

	private static Optional<Trouble> trouble(Throwable cause) {
		if (cause instanceof TimeoutException || cause instanceof QueryTimeoutException
				|| cause instanceof SQLTimeoutException || cause.getCause() instanceof SocketTimeoutException) {
			return Optional.of(Trouble.SLOW);
		}
		return (cause instanceof SQLException failure) ? trouble(failure) : Optional.empty();
	}

	private static Optional<Trouble> trouble(SQLException failure) {
		String state = state(failure);
		return Optional.ofNullable(CODES.get(failure.getErrorCode()))
			.or(() -> STATES.stream()
				.filter((entry) -> state.startsWith(entry.getKey()))
				.map(Map.Entry::getValue)
				.findFirst());
	}

	private String text(Trouble trouble, Attempt.Stage reached, Exception cause) {
		return switch (trouble) {
			case UNREACHABLE -> "no connection to the database" + within(cause) + said(cause)
					+ " Check that the database can be reached and that its pool of connections is not used up.";
			case SLOW -> "the database did not answer in time" + within(cause) + said(cause)
					+ " Check its load, and whether somebody keeps a lock on the table.";
			case READ_ONLY -> "the database does not let itself be written to" + said(cause)
					+ " Check that this is not a replica, nor a read-only pool of connections.";
			case FULL -> "the database has no room left" + said(cause) + " Make room on its disk.";
			case DENIED -> "the database refuses" + said(cause)
					+ " Check user and password, and grant SELECT, INSERT, UPDATE and DELETE on the table.";
			case OTHER -> (isMissingTable(cause)) ? missingTable() : "the database failed" + said(cause);
		};
	}

	private String missingTable() {
		return "there is no such table. Create it by the script 'schema-<platform>.sql' in"
				+ " 'classpath:io/github/acmeboot/store/jdbc', or set 'acme.store.jdbc.initialize-schema' to 'always'."
				+ " If it is, the script has failed: set 'acme.store.jdbc.continue-on-error' to 'false' to see why.";
	}

	private String within(Exception cause) {
		return (cause instanceof TimeoutException) ? " within " + this.timeout.toSeconds() + " s" : "";
	}

	private static String said(Exception cause) {
		return words(cause).map((words) -> ", which said: " + words + ".").orElse(".");
	}

	/**
	 * Returns what the driver said, rather than the pool that passes it on.
	 * @param failure what was thrown
	 * @return the first line of it without a full stop, or empty if it said nothing
	 */
	static Optional<String> words(Exception failure) {
		return chain(failure).filter(SQLException.class::isInstance)
			.map(Throwable::getMessage)
			.filter((message) -> message != null && !message.isBlank())
			.reduce((outer, inner) -> inner)
			.flatMap((message) -> message.lines().findFirst())
			.map((line) -> StringUtils.trimTrailingCharacter(line.strip(), '.'));
	}

	private static boolean isMissingTable(Exception cause) {
		return chain(cause)
			.anyMatch((failure) -> failure instanceof SQLException sql && MISSING_TABLE.contains(state(sql)));
	}

	private static String state(SQLException failure) {
		return Optional.ofNullable(failure.getSQLState()).orElse("");
	}

	private static Stream<Throwable> chain(@Nullable Throwable failure) {
		return Stream.iterate(failure, (cause) -> cause != null, Throwable::getCause);
	}

}
