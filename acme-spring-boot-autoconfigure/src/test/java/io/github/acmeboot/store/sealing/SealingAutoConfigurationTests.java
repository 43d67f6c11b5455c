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

package io.github.acmeboot.store.sealing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.Ordered;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAccess;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.StoreLayer;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.memory.MemoryAcmeStoreAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link SealingAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SealingAutoConfigurationTests {

	private static final String EXPOSED = "What is stored is not encrypted: whoever can read the store";

	private static final String SECRET = TestKeys.secret("top");

	private static final String[] KEY = { "acme.store.encryption.keys[0].id=k1",
			"acme.store.encryption.keys[0].secret=" + SECRET };

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AcmeAutoConfiguration.class, StoreAutoConfiguration.class,
				MemoryAcmeStoreAutoConfiguration.class, SealingAutoConfiguration.class))
		.withPropertyValues("acme.store.type=memory");

	@Test
	void whatIsSavedIsSealedWithTheFirstKey() {
		this.contextRunner.withPropertyValues(KEY).run((context) -> {
			context.getBean(StoreAccess.class).store().save("state/web", new byte[0], WriteCondition.absent());
			assertThat(context.getBean(AcmeStore.class).load("state/web")).hasValueSatisfying(
					(stored) -> assertThat(stored.content()).asString().startsWith("acme-sealed 1 k1\n"));
			assertThat(context.getBean(StoreSealing.class).hasKeys()).isTrue();
		});
	}

	@Test
	void withoutKeysNothingIsSealed() {
		this.contextRunner.run((context) -> {
			context.getBean(StoreAccess.class).store().save("state/web", new byte[0], WriteCondition.absent());
			assertThat(context.getBean(AcmeStore.class).load("state/web")).map(StoredValue::content)
				.contains(new byte[0]);
			assertThat(context.getBean(StoreSealing.class).hasKeys()).isFalse();
		});
	}

	@Test
	void layersOfALowerOrderSeeSealedBytesAndOthersDoNot() {
		List<String> seen = new ArrayList<>();
		this.contextRunner.withPropertyValues(KEY)
			.withBean("outer", StoreLayer.class, () -> new ListeningLayer("outer", StoreSealing.ORDER + 1, seen))
			.withBean("inner", StoreLayer.class, () -> new ListeningLayer("inner", 0, seen))
			.run((context) -> {
				context.getBean(StoreAccess.class).store().save("state/web", new byte[0], WriteCondition.absent());
				assertThat(seen).containsExactly("outer 0", "inner 45");
			});
	}

	@Test
	void aRemoteStoreWithoutKeysIsWarnedOfOnce(CapturedOutput output) {
		this.contextRunner.withBean(AcmeStore.class, RemoteStore::new).run((context) -> {
			context.getBean(StoreAccess.class).store();
			assertThat(output).containsOnlyOnce(EXPOSED).contains("Set 'acme.store.encryption.keys' to end this.");
		});
	}

	@Test
	void aRemoteStoreWithKeysIsNotWarnedOf(CapturedOutput output) {
		this.contextRunner.withBean(AcmeStore.class, RemoteStore::new)
			.withPropertyValues(KEY)
			.run((context) -> assertThat(output).doesNotContain(EXPOSED));
	}

	@Test
	void aStoreOfThisMachineIsNotWarnedOf(CapturedOutput output) {
		this.contextRunner.run((context) -> assertThat(output).doesNotContain(EXPOSED));
	}

	@Test
	void whoAcceptsNothingUnsealedButHasNoKeysIsToldSo() {
		this.contextRunner.withPropertyValues("acme.store.encryption.accept-unsealed=false")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidConfigurationPropertyValueException.class)
				.hasMessageContaining("acme.store.encryption.accept-unsealed")
				.hasMessageContaining("There are no 'acme.store.encryption.keys' here"));
	}

	@Test
	void backsOffWhenAcmeIsOff() {
		this.contextRunner.withPropertyValues("acme.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(StoreSealing.class)
				.doesNotHaveBean(Resealing.class));
	}

	@Test
	void theSameSecretMayHaveTwoIds() {
		this.contextRunner.withPropertyValues(KEY)
			.withPropertyValues("acme.store.encryption.keys[1].id=k2", "acme.store.encryption.keys[1].secret=" + SECRET)
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("mistakes")
	void aMistakeIsAnInvalidPropertyWhoseValueIsNotShown(String mistake, String id, String secret, String property,
			String reason) {
		this.contextRunner.withPropertyValues(mistaken(id, secret))
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (ex) -> {
					assertThat(ex.getName()).isEqualTo("acme.store.encryption.keys[1]." + property);
					assertThat(ex.getValue()).isEqualTo("(not shown)");
					assertThat(ex.getReason()).contains(reason);
				}));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("mistakes")
	void aMistakeStopsTheStartWithoutShowingASecret(String mistake, String id, String secret, String property,
			String reason, CapturedOutput output) {
		fails(mistaken(id, secret));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Invalid value (not shown) for configuration property 'acme.store.encryption.keys[1]." + property)
			.contains(reason)
			.doesNotContain(SECRET);
		if (!secret.isBlank()) {
			assertThat(output).doesNotContain(secret);
		}
	}

	static Stream<Arguments> mistakes() {
		return Stream.of(Arguments.of("not base64", "k2", "c2VjcmV0IQ=!", "secret", "The secret is not base64"),
				Arguments.of("too short", "k2", "c2VjcmV0c2VjcmV0c2VjcmV0", "secret",
						"The secret has 144 bits, but 256 are needed"),
				Arguments.of("too long", "k2", SECRET.substring(0, 40) + SECRET, "secret", "256 are needed"),
				Arguments.of("no secret", "k2", "", "secret", "Make one with 'openssl rand -base64 32'"),
				Arguments.of("no id", "", SECRET, "id", "Every key needs an id"),
				Arguments.of("an id twice", "k1", TestKeys.secret("k1"), "id", "Another key has the id 'k1' already"),
				Arguments.of("an id with a slash", "2030/01", SECRET, "id", "1 to 64 letters, digits"),
				Arguments.of("an id that is too long", "k".repeat(65), SECRET, "id", "1 to 64 letters, digits"));
	}

	@ParameterizedTest
	@MethodSource
	void keysThatAreNotWrittenAsAListStopTheStartWithoutShowingThem(String property, CapturedOutput output) {
		fails(property);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Keys are a list, numbered from [0] without a gap")
			.doesNotContain(SECRET);
	}

	static Stream<String> keysThatAreNotWrittenAsAListStopTheStartWithoutShowingThem() {
		return Stream.of("acme.store.encryption.keys[2].secret=" + SECRET, "acme.store.encryption.keys=" + SECRET);
	}

	private static String[] mistaken(String id, String secret) {
		return Stream
			.concat(Stream.of(KEY),
					Stream.of("acme.store.encryption.keys[1].id=" + id,
							"acme.store.encryption.keys[1].secret=" + secret))
			.toArray(String[]::new);
	}

	private static void fails(String... properties) {
		SpringApplication application = new SpringApplication(Application.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		String[] arguments = Stream.concat(Stream.of("acme.store.type=memory"), Stream.of(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		assertThatException().isThrownBy(() -> application.run(arguments));
	}

	@ImportAutoConfiguration({ AcmeAutoConfiguration.class, StoreAutoConfiguration.class,
			MemoryAcmeStoreAutoConfiguration.class, SealingAutoConfiguration.class })
	static class Application {

	}

	private static final class RemoteStore extends ForwardingStore {

		RemoteStore() {
			super(new InMemoryAcmeStore());
		}

		@Override
		public boolean isRemote() {
			return true;
		}

	}

	private record ListeningLayer(String name, int order, List<String> seen) implements StoreLayer, Ordered {

		@Override
		public AcmeStore over(AcmeStore store) {
			return new ForwardingStore(store) {

				@Override
				public StoredValue save(String key, byte[] content, WriteCondition condition) {
					ListeningLayer.this.seen.add(ListeningLayer.this.name + " " + content.length);
					return super.save(key, content, condition);
				}

			};
		}

		@Override
		public int getOrder() {
			return this.order;
		}

	}

}
