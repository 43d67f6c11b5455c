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

package io.github.acmeboot.store.repository;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.TestCertificates;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.JsonObject;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link OrderJournal}.
 */
@ExtendWith(OutputCaptureExtension.class)
class OrderJournalTests {

	private final InMemoryAcmeStore store = new InMemoryAcmeStore();

	private final OrderJournal journal = new OrderJournal(this.store);

	@Test
	void nothingIsFoundBeforeTheFirstOrder() {
		assertThat(this.journal.find("web")).isEmpty();
		this.journal.remove("web", 0);
	}

	@ParameterizedTest
	@EnumSource(names = { "EC_P256", "EC_P384", "RSA_2048" })
	void anOrderSurvivesWithItsKey(KeyType type) {
		KeyPair keyPair = TestCertificates.keyPair(type);
		save(order(keyPair));
		assertThat(this.journal.find("web")).singleElement().satisfies((found) -> {
			assertThat(found.keyPair()).isNotNull();
			assertThat(found.keyPair().getPrivate()).isEqualTo(keyPair.getPrivate());
			assertThat(found.keyPair().getPublic()).isEqualTo(keyPair.getPublic());
			assertThat(found).usingRecursiveComparison().ignoringFields("keyPair").isEqualTo(order(null));
		});
	}

	@Test
	void anEntryThatIsWrittenAnewInBetweenIsReplacedAllTheSame() {
		OrderJournal.Page page = new OrderJournal(new BusyStore(this.store)).page("web", 1);
		page.write(order(TestCertificates.keyPair(KeyType.EC_P256)));
		page.write(order(1));
		assertThat(this.journal.find("web")).containsExactly(order(1));
	}

	@Test
	void aLaterEntryTakesTheFormerOnesPlace() {
		save(order(TestCertificates.keyPair(KeyType.EC_P256)));
		save(order(null));
		assertThat(this.journal.find("web")).containsExactly(order(null));
	}

	@Test
	void anOrderIsReadThatWasRecordedWhenThereWasOneAtMost() {
		String former = """
				{"issuer":"letsencrypt","directory":"https://ca.example/dir","location":"https://ca.example/order/1?a=b",\
				"identifiers":["example.com"],"fence":"7"}
				""";
		this.store.save("orders/web", former.getBytes(StandardCharsets.US_ASCII), WriteCondition.absent());
		assertThat(this.journal.find("web")).containsExactly(order(7));
	}

	@Test
	void aSingleOrderIsRecordedSoThatAnInstanceOfTheFormerVersionGoesOnWithIt() {
		save(order(7));
		JsonObject recorded = JsonObject.parse(this.store.load("orders/web").orElseThrow().content());
		assertThat(recorded.text("location")).isEqualTo("https://ca.example/order/1?a=b");
		assertThat(recorded.texts("identifiers")).containsExactly("example.com");
		assertThat(recorded.text("fence")).isEqualTo("7");
	}

	@Test
	void aForgottenOrderIsGone() {
		save(order(null));
		this.journal.remove("web", 0);
		assertThat(this.journal.find("web")).isEmpty();
		assertThat(this.store.list("orders/")).isEmpty();
	}

	@Test
	void whoeverComesBackToAPageThatWasWrittenSinceIsRefused() {
		OrderJournal.Page frozen = this.journal.page("web", 5);
		frozen.read();
		this.journal.page("web", 6).write(order(6));
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> frozen.write(order(5)))
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(AcmeException.Reason.INTERRUPTED));
		assertThat(frozen.clear(URI.create("https://ca.example/dir"))).isFalse();
		assertThat(this.journal.find("web")).containsExactly(order(6));
	}

	@Test
	void whoeverComesBackToAPageThatWasClearedSinceIsRefused() {
		OrderJournal.Page frozen = this.journal.page("web", 5);
		frozen.write(order(5));
		OrderJournal.Page successor = this.journal.page("web", 6);
		successor.read();
		successor.clear(URI.create("https://ca.example/dir"));
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> frozen.write(order(5)));
		assertThat(this.journal.find("web")).isEmpty();
	}

	@Test
	void aLowerFenceIsRefusedWhateverWasRead() {
		this.journal.page("web", 6).write(order(6));
		OrderJournal.Page frozen = this.journal.page("web", 5);
		frozen.read();
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> frozen.write(order(5)));
	}

	@Test
	void eachCaHasItsOrder() {
		OrderEntry other = OrderEntry.intended("other", URI.create("https://other.example/dir"),
				List.of(Identifier.of("example.com")), "short", 0);
		save(order(null));
		save(other);
		assertThat(this.journal.find("web")).containsExactly(other, order(null));
		OrderJournal.Page page = this.journal.page("web", 0);
		page.read();
		assertThat(page.find(URI.create("https://other.example/dir"))).contains(other);
		page.clear(URI.create("https://other.example/dir"));
		assertThat(this.journal.find("web")).containsExactly(order(null));
	}

	@Test
	void allOrdersAreForgottenUnlessOneOfThemIsOfALaterLease() {
		OrderEntry other = OrderEntry.intended("other", URI.create("https://other.example/dir"),
				List.of(Identifier.of("example.com")), null, 6);
		OrderJournal.Page page = this.journal.page("web", 6);
		page.read();
		page.write(order(5));
		page.write(other);
		assertThat(this.journal.remove("web", 5)).isEmpty();
		assertThat(this.journal.find("web")).hasSize(2);
		assertThat(this.journal.remove("web", 6)).containsExactly(other, order(5));
		assertThat(this.journal.find("web")).isEmpty();
	}

	@Test
	void anOrderOfAnotherCertificateIsTaken() {
		save(order(null));
		URI location = URI.create("https://ca.example/order/1?a=b");
		assertThat(this.journal.page("web", 1).isTakenByAnother(location)).isFalse();
		assertThat(this.journal.page("other", 1).isTakenByAnother(location)).isTrue();
		assertThat(this.journal.page("other", 1).isTakenByAnother(URI.create("https://ca.example/order/2"))).isFalse();
	}

	@Test
	void aCompleteOrderIsForgottenUnlessALaterOneIsRecorded() {
		this.journal.page("web", 6).write(order(6));
		this.journal.remove("web", 5);
		assertThat(this.journal.find("web")).containsExactly(order(6));
		this.journal.remove("web", 6);
		assertThat(this.journal.find("web")).isEmpty();
	}

	@Test
	void whatCannotBeReadIsReportedWithoutItsKeyAndReplaced(CapturedOutput output) {
		this.store.save("orders/web", "{\"key\":\"secret".getBytes(), WriteCondition.absent());
		assertThat(this.journal.find("web")).isEmpty();
		assertThat(output).contains("Unable to read 'orders/web' from the store").doesNotContain("secret");
		save(order(null));
		assertThat(this.journal.find("web")).containsExactly(order(null));
	}

	private static OrderEntry order(@Nullable KeyPair keyPair) {
		return new OrderEntry("letsencrypt", URI.create("https://ca.example/dir"),
				URI.create("https://ca.example/order/1?a=b"), List.of(Identifier.of("example.com")), null, keyPair, 0);
	}

	private static OrderEntry order(long fence) {
		return order(null).with(null, fence);
	}

	private void save(OrderEntry entry) {
		OrderJournal.Page page = this.journal.page("web", 0);
		page.read();
		page.write(entry);
	}

	/**
	 * A store in which every value is written anew between a look and a write, four
	 * times.
	 */
	private static final class BusyStore implements AcmeStore {

		private final AcmeStore delegate;

		private int rewrites = 4;

		private BusyStore(AcmeStore delegate) {
			this.delegate = delegate;
		}

		@Override
		public Optional<StoredValue> load(String key) {
			return this.delegate.load(key);
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition) {
			if (condition.version().isPresent() && this.rewrites-- > 0) {
				StoredValue current = this.delegate.load(key).orElseThrow();
				this.delegate.save(key, current.content(), WriteCondition.version(current.version()));
			}
			return this.delegate.save(key, content, condition);
		}

		@Override
		public void delete(String key, String version) {
			this.delegate.delete(key, version);
		}

		@Override
		public List<String> list(String prefix) {
			return this.delegate.list(prefix);
		}

	}

}
