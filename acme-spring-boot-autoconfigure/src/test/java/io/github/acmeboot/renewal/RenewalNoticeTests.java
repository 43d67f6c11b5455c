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

package io.github.acmeboot.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.store.WriteCondition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a notice of the store brings about.
 */
class RenewalNoticeTests extends AbstractRenewalTests {

	@Test
	void aNoticeHasAnotherInstancesCertificateServedAtOnce() {
		TestInstance instance = quiet();
		IssuedCertificate theirs = saveAnother();
		instance.scheduler.changed("certificates/web");
		this.time.advance(Duration.ZERO);
		assertThat(instance.served("web")).isEqualTo(theirs);
	}

	@Test
	void aNoticeOfWhatIsKnownAlreadyCostsOneLookAtTheVersion() {
		TestInstance instance = quiet();
		instance.scheduler.changed("certificates/web");
		this.time.advance(Duration.ZERO);
		assertThat(this.store.requests).containsExactly("version certificates/web");
	}

	@Test
	void aNoticeDoesNotDelayTheNextLook() {
		TestInstance instance = quiet();
		this.time.advance(TestInstance.TICK.minusSeconds(1));
		instance.scheduler.changed("certificates/web");
		this.time.advance(Duration.ZERO);
		this.store.requests.clear();
		this.time.advance(TestInstance.TICK);
		assertThat(this.store.requests).containsExactly("version certificates/web");
	}

	@Test
	void aNoticeDuringARenewalIsFollowedByAGlance() {
		TestInstance instance = instance();
		this.issuer.does((request) -> {
			instance.scheduler.changed("certificates/web");
			return this.issuer.certificate(request);
		});
		instance.start();
		this.time.advance(Duration.ZERO);
		int version = this.store.requests.lastIndexOf("version certificates/web");
		assertThat(version).isEqualTo(this.store.requests.size() - 1);
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void noticesOfOtherKeysAndNamesAreIgnored() {
		TestInstance instance = quiet();
		for (String key : List.of("certificates/other", "certificates/web/previous", "state/web", "orders/web",
				"certificates", "certificates/", "")) {
			instance.scheduler.changed(key);
		}
		this.time.advance(Duration.ZERO);
		assertThat(this.store.requests).isEmpty();
	}

	@Test
	void noticesBeforeTheStartAndAfterTheStopAreIgnored() {
		TestInstance instance = instance();
		instance.scheduler.changed("certificates/web");
		instance.scheduler.missed();
		this.time.advance(Duration.ZERO);
		instance.start();
		this.time.advance(Duration.ZERO);
		instance.scheduler.stop();
		this.store.requests.clear();
		instance.scheduler.changed("certificates/web");
		instance.scheduler.missed();
		this.time.advance(Duration.ofHours(1));
		assertThat(this.store.requests).isEmpty();
	}

	@Test
	void missedNoticesHaveEveryCertificateGlancedAt() {
		TestInstance instance = quiet();
		IssuedCertificate theirs = saveAnother();
		instance.scheduler.missed();
		this.time.advance(Duration.ofMillis(1));
		assertThat(instance.served("web")).isEqualTo(theirs);
	}

	@Test
	void missedNoticesOfManyCertificatesAreSpread() {
		List<ManagedCertificate> many = IntStream.range(0, 4_000)
			.mapToObj((number) -> TestCertificates.wanted("web" + number))
			.toList();
		IssuedCertificate shared = TestCertificates.issued(START, Duration.ofDays(90), "*.example.com");
		many.forEach((wanted) -> this.certificates.save(wanted.name(), shared, WriteCondition.absent()));
		TestInstance instance = unhurried(Duration.ofHours(1), many.toArray(ManagedCertificate[]::new)).start();
		this.time.advance(Duration.ZERO);
		this.store.requests.clear();
		instance.scheduler.missed();
		List<Integer> seconds = new ArrayList<>();
		for (int second = 0; second < 30; second++) {
			int before = this.store.requests.size();
			this.time.advance(Duration.ofSeconds(1));
			seconds.add(this.store.requests.size() - before);
		}
		assertThat(seconds).allMatch((count) -> count <= 150);
		assertThat(this.store.requests).hasSize(4_000);
	}

	@Test
	void aNoticeNeverBringsAWakeForwardThatIsSoonerAnyway() {
		TestInstance instance = quiet();
		Instant before = this.time.instant();
		instance.scheduler.missed();
		instance.scheduler.changed("certificates/web");
		instance.scheduler.changed("certificates/web");
		this.time.advance(Duration.ZERO);
		assertThat(this.time.instant()).isEqualTo(before);
		assertThat(this.store.requests).containsExactly("version certificates/web");
	}

	private TestInstance quiet() {
		TestInstance instance = instance().start();
		this.time.advance(Duration.ofSeconds(1));
		this.store.requests.clear();
		return instance;
	}

	private IssuedCertificate saveAnother() {
		IssuedCertificate theirs = TestCertificates.issued(this.time.instant(), Duration.ofDays(90), "web.example.com");
		this.certificates.save("web", theirs, unchanged());
		this.store.requests.clear();
		return theirs;
	}

}
