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

import java.net.ConnectException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;

import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RedisTroubles}.
 */
class RedisTroublesTests {

	private final RedisTroubles troubles = new RedisTroubles(
			new RedisAddress("Redis at cache:6379", "spring.data.redis.host"));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					READ_ONLY   | READONLY You can't write against a read only replica.
					READ_ONLY   | MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.
					READ_ONLY   | NOREPLICAS Not enough good replicas to write.
					FULL        | OOM command not allowed when used memory > 'maxmemory'. script: 5e, on @user_script:1.
					FULL        | ERR Error running script: @user_script:3: @user_script: 3: -OOM command not allowed
					DENIED      | NOAUTH Authentication required.
					DENIED      | WRONGPASS invalid username-password pair or user is disabled.
					DENIED      | NOPERM this user has no permissions to run the 'evalsha' command
					DENIED      | ERR The user executing the script can't run this command or subcommand script: 5e
					UNREACHABLE | LOADING Redis is loading the dataset in memory
					UNREACHABLE | CLUSTERDOWN The cluster is down
					OTHER       | ERR unknown command 'EVALSHA'
					""")
	void whatTheServerSaysIsUnderstood(Trouble trouble, String answer) {
		assertThat(RedisTroubles
			.of(new RedisSystemException("Error in execution", new RedisCommandExecutionException(answer))))
			.isEqualTo(trouble);
	}

	@Test
	void aServerThatIsNotThereIsUnreachable() {
		assertThat(RedisTroubles
			.of(new RedisConnectionFailureException("Unable to connect", new ConnectException("Connection refused"))))
			.isEqualTo(Trouble.UNREACHABLE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Currently not connected. Commands are rejected.", "Connection disconnected",
			"Connection closed", "Connection is closed" })
	void aServerThatGoesAwayIsUnreachable(String message) {
		assertThat(RedisTroubles.of(new RedisSystemException("Redis exception", new RedisException(message))))
			.isEqualTo(Trouble.UNREACHABLE);
	}

	@Test
	void aServerThatAcceptsAndIsSilentIsSlow() {
		RedisCommandTimeoutException timeout = new RedisCommandTimeoutException("Command timed out after 2 second(s)");
		assertThat(RedisTroubles.of(new QueryTimeoutException("Redis command timed out", timeout)))
			.isEqualTo(Trouble.SLOW);
		assertThat(RedisTroubles.of(new RedisConnectionFailureException("Unable to connect", timeout)))
			.isEqualTo(Trouble.SLOW);
	}

	@Test
	void theMessageSaysWhatWhereWhyAndWhatToDo() {
		StoreException described = this.troubles.describe("save 'state/web'", new RedisSystemException("Error",
				new RedisCommandExecutionException("OOM command not allowed. script: 5e, on @user_script:1.")));
		assertThat(described).hasMessage("Unable to save 'state/web': Redis at cache:6379 has no memory left "
				+ "(OOM command not allowed.). Give it more by its 'maxmemory', and let it evict nothing.");
		assertThat(described.getTrouble()).isEqualTo(Trouble.FULL);
	}

}
