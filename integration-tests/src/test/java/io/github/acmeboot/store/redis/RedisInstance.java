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

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.core.StringRedisTemplate;

import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.StoreChangeListener;
import io.github.acmeboot.testsupport.peer.RedisServer;

/**
 * One instance of an application that keeps its certificates in Redis.
 */
final class RedisInstance implements AutoCloseable {

	static final String MISSED = "missed";

	private final ConfigurableApplicationContext context;

	private RedisInstance(Stream<String> properties) {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.run(Stream.concat(Stream.of("acme.store.type=redis", "logging.level.io.lettuce=info"), properties)
				.map((property) -> "--" + property)
				.toArray(String[]::new));
	}

	static RedisInstance start(RedisServer server, String... properties) {
		return new RedisInstance(Stream.concat(
				Stream.of("spring.data.redis.host=" + server.host(), "spring.data.redis.port=" + server.port()),
				Stream.of(properties)));
	}

	static RedisInstance start(String... properties) {
		return new RedisInstance(Stream.of(properties));
	}

	AcmeStore store() {
		return this.context.getBean(AcmeStore.class);
	}

	AcmeLock lock() {
		return this.context.getBean(AcmeLock.class);
	}

	/**
	 * Returns what the store has told: keys, and {@link #MISSED}.
	 * @return the news, the oldest first
	 */
	BlockingQueue<String> news() {
		return this.context.getBean(News.class).heard;
	}

	/**
	 * Returns the way of the application itself to Redis.
	 * @return a template
	 */
	StringRedisTemplate redis() {
		return this.context.getBean(StringRedisTemplate.class);
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	void flush() {
		redis().execute((RedisConnection connection) -> {
			connection.serverCommands().flushAll();
			return true;
		});
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(AcmeProperties.class)
	@ImportAutoConfiguration({ SslAutoConfiguration.class, DataRedisAutoConfiguration.class,
			RedisAcmeStoreAutoConfiguration.class, StoreAutoConfiguration.class })
	static class Application {

		@Bean
		News news() {
			return new News();
		}

	}

	static final class News implements StoreChangeListener {

		private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

		@Override
		public void changed(String key) {
			this.heard.add(key);
		}

		@Override
		public void missed() {
			this.heard.add(MISSED);
		}

	}

}
