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

package io.github.acmeboot.sample;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import jakarta.servlet.Filter;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The threads that serve requests: virtual ones where the JDK has them.
 */
class VirtualThreadsTests {

	private static final String VIRTUAL = "tomcat-handler-";

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	@Test
	void serveRequestsWhereTheJdkHasThem() {
		try (RunningSample sample = RunningSample.start(List.of(ThreadNames.class))) {
			sample.shop().token();
			boolean expected = Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
			assertThat(ThreadNames.names).isNotEmpty()
				.allSatisfy((name) -> assertThat(name.startsWith(VIRTUAL)).as(name).isEqualTo(expected));
		}
	}

	/**
	 * Remembers who served a request.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ThreadNames {

		private static final Queue<String> names = new ConcurrentLinkedQueue<>();

		@Bean
		Filter threadNameFilter() {
			return (request, response, chain) -> {
				names.add(Thread.currentThread().getName());
				chain.doFilter(request, response);
			};
		}

	}

}
