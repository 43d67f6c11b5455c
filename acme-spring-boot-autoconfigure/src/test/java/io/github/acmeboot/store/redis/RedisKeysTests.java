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

import io.lettuce.core.cluster.SlotHash;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RedisKeys}.
 */
class RedisKeysTests {

	@ParameterizedTest
	@ValueSource(strings = { "acme:", "", "{shop}:", "shop:{", "shop:}", "}{", "a{b}c{d}", "{a{}" })
	void whatIsWrittenTogetherLiesTogether(String prefix) {
		RedisKeys keys = new RedisKeys(prefix);
		assertThat(List.of(keys.value("state/web"), keys.aside("state/web", "unreadable-1"))
			.stream()
			.map(SlotHash::getSlot)
			.distinct()).hasSize(1);
		assertThat(
				List.of(keys.holder("renew/web"), keys.fence("renew/web")).stream().map(SlotHash::getSlot).distinct())
			.hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "shop:{}:", "}{}{a}" })
	void aPrefixThatWouldTearItApartIsRefused(String prefix) {
		assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
			.isThrownBy(() -> new RedisKeys(prefix))
			.satisfies((ex) -> assertThat(ex.getName()).isEqualTo("acme.store.redis.key-prefix"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "acme:", "", "{shop}:", "shop:{", "}{" })
	void aNameLeadsBackToItsKeyAndNothingElseDoes(String prefix) {
		RedisKeys keys = new RedisKeys(prefix);
		assertThat(keys.key(keys.value("state/web"))).contains("state/web");
		assertThat(keys.key(keys.aside("state/web", "unreadable-1"))).isEmpty();
		assertThat(keys.key(keys.holder("renew/web"))).isEmpty();
		assertThat(keys.key(keys.fence("renew/web"))).isEmpty();
	}

}
