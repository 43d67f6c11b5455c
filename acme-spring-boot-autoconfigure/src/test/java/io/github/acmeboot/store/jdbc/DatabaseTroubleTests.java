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

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;

import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatabaseTrouble}.
 */
class DatabaseTroubleTests {

	private final DatabaseTrouble trouble = new DatabaseTrouble(new TableName("ACME_STORE"), Duration.ofSeconds(8));

	@ParameterizedTest
	@CsvSource({ "08006, 0, UNREACHABLE", "57P01, 0, UNREACHABLE", "53300, 0, UNREACHABLE", "08004, 1040, UNREACHABLE",
			"70100, 1927, UNREACHABLE", "90098, 90098, UNREACHABLE", "57014, 0, SLOW", "55P03, 0, SLOW",
			"HY000, 1205, SLOW", "70100, 1969, SLOW", "HYT00, 50200, SLOW", "25006, 0, READ_ONLY",
			"HY000, 1290, READ_ONLY", "HY000, 1836, READ_ONLY", "90097, 90097, READ_ONLY", "53100, 0, FULL",
			"HY000, 1114, FULL", "HY000, 1021, FULL", "28P01, 0, DENIED", "42501, 0, DENIED", "42000, 1142, DENIED",
			"28000, 1045, DENIED", "90096, 90096, DENIED", "XX000, 0, OTHER", "42P01, 0, OTHER" })
	void theTroubleIsKnownByTheStateOrTheCode(String state, int code, Trouble expected) {
		StoreException told = describe(Attempt.Stage.WORKING, new SQLException("said so", state, code));
		assertThat(told.getTrouble()).isEqualTo(expected);
		assertThat(told).hasMessageStartingWith("Unable to save 'a/b' in the table 'ACME_STORE': ");
	}

	@Test
	void whyThePoolHasNoConnectionCountsMoreThanThatItHasNone() {
		SQLException denied = new SQLException("password authentication failed", "28P01");
		StoreException told = describe(Attempt.Stage.CONNECTING,
				new SQLTransientConnectionException("Connection is not available", null, denied));
		assertThat(told.getTrouble()).isEqualTo(Trouble.DENIED);
		assertThat(told).hasMessageContaining("which said: password authentication failed.");
	}

	@Test
	void aFullStopOfTheDriverIsNotDoubled() {
		assertThat(describe(Attempt.Stage.CONNECTING, new SQLException("It is refused.", "08001")))
			.hasMessageContaining("which said: It is refused. Check");
	}

	@Test
	void anAnswerThatDoesNotComeIsSlowThoughTheDriverSpeaksOfTheConnection() {
		SQLException failure = new SQLException("I/O error", "08006", new SocketTimeoutException("Read timed out"));
		assertThat(describe(Attempt.Stage.WORKING, failure).getTrouble()).isEqualTo(Trouble.SLOW);
		assertThat(describe(Attempt.Stage.CONNECTING, failure).getTrouble()).isEqualTo(Trouble.UNREACHABLE);
	}

	@Test
	void whatHappensWhileConnectingIsNotTheWorks() {
		StoreException late = describe(Attempt.Stage.CONNECTING, new TimeoutException());
		assertThat(late.getTrouble()).isEqualTo(Trouble.UNREACHABLE);
		assertThat(late).hasMessageContaining("within 8 s");
		assertThat(describe(Attempt.Stage.CONNECTING, new SQLException(new ConnectException())).getTrouble())
			.isEqualTo(Trouble.UNREACHABLE);
		assertThat(describe(Attempt.Stage.WORKING, new TimeoutException()).getTrouble()).isEqualTo(Trouble.SLOW);
	}

	@Test
	void onlyWhatFailedWhileCommittingIsUncertain() {
		SQLException failure = new SQLException("lost", "08006");
		assertThat(describe(Attempt.Stage.COMMITTING, failure)).isInstanceOf(UncertainOutcomeException.class);
		assertThat(describe(Attempt.Stage.WORKING, failure)).isNotInstanceOf(UncertainOutcomeException.class);
	}

	@Test
	void aMissingTableIsToldWithTheWayToMakeIt() {
		assertThat(describe(Attempt.Stage.WORKING, new SQLException("no such relation", "42P01")))
			.hasMessageContaining("schema-<platform>.sql")
			.hasMessageContaining("acme.store.jdbc.initialize-schema")
			.hasMessageContaining("acme.store.jdbc.continue-on-error");
	}

	@Test
	void theFirstLineOfWhatTheDriverSaidIsShown() {
		assertThat(describe(Attempt.Stage.WORKING, new SQLException("ERROR: no\n  Detail: (secret)", "XX000")))
			.hasMessageContaining("which said: ERROR: no.")
			.message()
			.doesNotContain("secret");
	}

	private StoreException describe(Attempt.Stage reached, Exception failure) {
		return this.trouble.describe("save 'a/b'", reached, (failure instanceof SQLException)
				? new DataAccessResourceFailureException("failed", failure) : failure);
	}

}
