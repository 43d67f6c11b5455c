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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.StateRepository;
import io.github.acmeboot.store.sealing.Resealing;
import io.github.acmeboot.store.sealing.StoreSealing;
import io.github.acmeboot.store.sealing.TestKeys;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Renewals over a sealed store: by instances with different keys, and when somebody has
 * laid hands on it.
 */
class SealedStoreTests extends AbstractRenewalTests {

	private static final String KEY = "certificates/web";

	@Test
	void keysAreRotatedWhileInstancesWithDifferentConfigurationsGoOn() {
		List<List<String[]>> stages = List.of(stage(keys("k1"), keys("k1")), stage(keys("k1"), keys("k1", "k2")),
				stage(keys("k1", "k2"), keys("k2", "k1")), stage(keys("k2", "k1"), keys("k2", "k1")),
				stage(keys("k2"), keys("k2", "k3")), stage(keys("k2", "k3"), keys("k3", "k2")),
				stage(keys("k3", "k2"), keys("k3", "k2")), stage(keys("k3"), keys("k3")));
		for (List<String[]> stage : stages) {
			int orders = this.issuer.attempts.size();
			List<TestInstance> instances = stage.stream().map((keys) -> sealed(keys).start()).toList();
			this.time.advance(Duration.ofDays(70));
			assertThat(this.issuer.attempts).hasSizeGreaterThan(orders).hasSizeLessThanOrEqualTo(orders + 2);
			assertThat(instances).allSatisfy((instance) -> {
				assertThat(instance.status("web").lastFailure()).isNull();
				assertThat(instance.served("web")).isEqualTo(instances.get(0).served("web"));
			});
			instances.forEach((instance) -> instance.scheduler.stop());
			reseal(stage.get(1));
		}
		assertThat(new CertificateRepository(over("k3")).findPrevious("web")).isPresent();
	}

	@Test
	void anInstanceWithoutTheNewKeyServesOnAndLeavesTheOthersAlone() {
		TestInstance old = sealed("k1").start();
		this.time.advance(Duration.ofDays(1));
		IssuedCertificate first = old.served("web");
		TestInstance newer = sealed("k2", "k1").start();
		reseal("k2", "k1");
		StoredValue stored = this.store.load(KEY).orElseThrow();
		this.time.advance(Duration.ofHours(1));
		assertThat(old.served("web")).isEqualTo(first);
		assertThat(old.status("web").lastFailure()).satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(AcmeException.Reason.STORE);
			assertThat(failure.message()).contains("Add the key 'k2' at the end of that list");
		});
		assertThat(this.store.load(KEY)).contains(stored);
		this.time.advance(Duration.ofDays(200));
		assertThat(this.issuer.attempts).hasSize(4);
		assertThat(newer.publisher.serials).hasSize(4);
		assertThat(newer.status("web").lastFailure()).isNull();
		assertThat(old.publisher.serials).hasSize(1);
		TestInstance mended = sealed("k1", "k2").start();
		this.time.advance(Duration.ZERO);
		assertThat(mended.served("web")).isEqualTo(newer.served("web"));
		assertThat(mended.status("web").lastFailure()).isNull();
		assertThat(this.issuer.attempts).hasSize(4);
	}

	@Test
	void aRenewalByHandIsRefusedWhereTheCertificateCannotBeOpened() {
		sealed("k2").start();
		this.time.advance(Duration.ofDays(1));
		TestInstance old = sealed("k1").start();
		assertThat(old.manager.renew("web")).satisfies((result) -> {
			this.time.advance(Duration.ofMinutes(1));
			assertThat(result).isCompletedExceptionally();
		});
		assertThat(this.issuer.attempts).hasSize(1);
	}

	@Test
	void whatLacksAKeyOnTheWayToTheCaHoldsBackNoOtherInstance() {
		this.issuer.fails(new SealedValueException("accounts/ca", "Add the key 'k2'"));
		TestInstance old = sealed("k1").start();
		this.time.advance(Duration.ofHours(2));
		assertThat(old.status("web").lastFailure()).extracting("reason").isEqualTo(AcmeException.Reason.STORE);
		assertThat(new StateRepository(over("k1")).find("web")).isEmpty();
		this.issuer.does(this.issuer::certificate);
		TestInstance newer = sealed("k2", "k1").start();
		this.time.advance(Duration.ofSeconds(1));
		assertThat(newer.publisher.serials).hasSize(1);
	}

	@Test
	void aStateOfAnotherInstanceIsNotWrittenOver() {
		TestInstance newer = sealed("k2", "k1").start();
		this.time.advance(Duration.ofDays(1));
		newer.scheduler.stop();
		StoredValue state = this.store.load("state/web").orElseThrow();
		AcmeStore old = over("k1");
		new CertificateRepository(old).save("other", newer.served("web"), WriteCondition.absent());
		TestInstance instance = sealed("k1").start();
		this.time.advance(Duration.ofDays(1));
		assertThat(instance.status("web").lastFailure()).isNotNull();
		assertThat(this.store.load("state/web")).contains(state);
	}

	@Test
	void aCertificateThatWasOrderedWhileItsPredecessorWasSealedAnewIsSaved() {
		TestInstance instance = sealed("k2", "k1");
		new CertificateRepository(over("k1")).save("web",
				TestCertificates.issued(START.minus(Duration.ofDays(80)), Duration.ofDays(90), "web.example.com"),
				WriteCondition.absent());
		this.issuer.does((request) -> {
			reseal("k2", "k1");
			return this.issuer.certificate(request);
		});
		instance.start();
		this.time.advance(Duration.ofDays(1));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(new CertificateRepository(over("k2")).find("web").orElseThrow().value())
			.isEqualTo(instance.served("web"));
		assertThat(instance.status("web").lastFailure()).isNull();
	}

	@Test
	void whatIsDamagedWhileItIsServedIsServedOnAndReplacedWhenItIsDue() {
		TestInstance instance = sealed("k1").start();
		this.time.advance(Duration.ofDays(1));
		IssuedCertificate served = instance.served("web");
		byte[] damaged = damage();
		this.time.advance(Duration.ofDays(1));
		assertThat(instance.served("web")).isEqualTo(served);
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(instance.events).hasSize(2);
		assertThat(instance.status("web").lastFailure()).satisfies((failure) -> {
			assertThat(failure.reason()).isEqualTo(AcmeException.Reason.STORE);
			assertThat(failure.message()).contains("Unable to read 'certificates/web'").contains("its seal is broken");
		});
		this.time.advance(Duration.ofDays(60));
		assertThat(this.issuer.attempts).hasSize(2);
		assertThat(instance.status("web").lastFailure()).isNull();
		assertThat(this.store.list(KEY + "/refused/")).singleElement()
			.satisfies((copy) -> assertThat(this.store.load(copy).orElseThrow().content()).isEqualTo(damaged));
		assertThat(new CertificateRepository(over("k1")).names()).containsExactly("web");
	}

	@Test
	void atTheStartTheFormerGenerationStandsInForWhatIsDamaged() {
		TestInstance first = sealed("k1").start();
		this.time.advance(Duration.ofDays(61));
		first.scheduler.stop();
		assertThat(first.publisher.serials).hasSize(2);
		damage();
		TestInstance second = sealed("k1").start();
		this.time.advance(Duration.ZERO);
		assertThat(second.publisher.serials).element(0).isEqualTo(first.publisher.serials.get(0));
		assertThat(this.issuer.attempts).hasSize(3);
		assertThat(second.status("web").lastFailure()).isNull();
	}

	@Test
	void encryptionIsSwitchedOnOverAStoreInClear() {
		TestInstance open = sealed().start();
		this.time.advance(Duration.ofDays(1));
		open.scheduler.stop();
		TestInstance instance = sealed("k1").start();
		this.time.advance(Duration.ofDays(1));
		assertThat(instance.served("web")).isEqualTo(open.served("web"));
		assertThat(this.issuer.attempts).hasSize(1);
		reseal("k1");
		assertThat(raw(KEY)).startsWith("acme-sealed 1 k1\n");
		assertThat(raw("state/web")).startsWith("acme-sealed 1 k1\n");
	}

	@Test
	void switchedOffEncryptionLosesNothingAndOrdersNothing() {
		TestInstance sealed = sealed("k1").start();
		this.time.advance(Duration.ofDays(1));
		sealed.scheduler.stop();
		List<String> before = Stream.of(KEY, "state/web").map(this::raw).toList();
		TestInstance open = sealed().start();
		this.time.advance(Duration.ofDays(100));
		assertThat(this.issuer.attempts).hasSize(1);
		assertThat(open.status("web").lastFailure()).satisfies((failure) -> assertThat(failure.message())
			.contains("this instance has no 'acme.store.encryption.keys'"));
		assertThat(Stream.of(KEY, "state/web").map(this::raw)).isEqualTo(before);
	}

	private byte[] damage() {
		StoredValue stored = this.store.load(KEY).orElseThrow();
		byte[] damaged = stored.content();
		damaged[damaged.length / 2] ^= 1;
		this.store.save(KEY, damaged, WriteCondition.version(stored.version()));
		return damaged;
	}

	private String raw(String key) {
		return new String(this.store.load(key).orElseThrow().content(), StandardCharsets.ISO_8859_1);
	}

	private void reseal(String... keys) {
		StoreSealing sealing = TestKeys.sealing(keys);
		sealing.over(this.store);
		new Resealing(sealing).reseal();
	}

	private AcmeStore over(String... keys) {
		return TestKeys.sealing(keys).over(this.store);
	}

	private TestInstance sealed(String... keys) {
		return new TestInstance(this.time, Duration.ofMinutes(30), threads(), over(keys), this.lock, this.issuer, true,
				TestCertificates.wanted("web"));
	}

	private static String[] keys(String... keys) {
		return keys;
	}

	private static List<String[]> stage(String[] one, String[] other) {
		return List.of(one, other);
	}

}
