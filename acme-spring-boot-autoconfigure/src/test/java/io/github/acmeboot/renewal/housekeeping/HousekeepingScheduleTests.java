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

package io.github.acmeboot.renewal.housekeeping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;

/**
 * Tests for {@link HousekeepingSchedule}.
 */
class HousekeepingScheduleTests {

	private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

	private final Runnable housekeeping = () -> {
	};

	private final Runnable report = () -> {
	};

	private final ThreadPoolTaskScheduler threads = mock();

	private final HousekeepingSchedule schedule = new HousekeepingSchedule(this.report, this.housekeeping, this.threads,
			() -> 0.75, Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void beginsAtARandomTimeWithinADayAndGoesOnDaily() {
		then(this.threads).should(never()).initialize();
		this.schedule.start();
		assertThat(this.schedule.isRunning()).isTrue();
		then(this.threads).should()
			.scheduleWithFixedDelay(this.housekeeping, NOW.plus(Duration.ofHours(18)), Duration.ofDays(1));
	}

	@Test
	void saysOnceSoonAfterTheStartWhatIsNotConfigured() {
		this.schedule.start();
		then(this.threads).should().schedule(this.report, NOW.plus(Duration.ofMinutes(1)));
	}

	@Test
	void endsWithTheApplication() {
		this.schedule.start();
		this.schedule.stop();
		assertThat(this.schedule.isRunning()).isFalse();
		then(this.threads).should().shutdown();
	}

}
