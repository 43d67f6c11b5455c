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

package io.github.acmeboot.fleet;

import java.io.File;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The libraries that an instance needs for its store. What only tests need, and what
 * other stores need, is not on its class path.
 */
enum StoreLibraries {

	/**
	 * None.
	 */
	NONE("^$"),

	/**
	 * Spring Data Redis.
	 */
	REDIS("/(lettuce|netty|projectreactor|reactivestreams|redis|springframework/data)/"
			+ "|/spring-(boot-data|boot-starter-data|boot-netty|oxm|tx)"),

	/**
	 * Spring JDBC and the drivers.
	 */
	JDBC("/(zaxxer|h2database|postgresql|mariadb)/"
			+ "|/spring-(jdbc|tx|boot-jdbc|boot-starter-jdbc|boot-sql|boot-transaction|boot-persistence)"),

	/**
	 * The AWS SDK.
	 */
	S3("/(awssdk|httpcomponents|reactivestreams)/|/software/amazon/");

	private static final Pattern OF_TESTS = Pattern
		.compile("/(junit|mockito|assertj|hamcrest|bytebuddy|awaitility|testcontainers|dockerjava|docker-java|jayway"
				+ "|minidev|skyscreamer|xmlunit|objenesis|opentest4j|apiguardian|javacrumbs|codemonstur|rnorth|jna|gaul|guava|jimfs|woodstox|dataformat)/"
				+ "|/github/docker-java/|/spring-(test|boot-test|boot-starter-test)");

	private final Pattern libraries;

	StoreLibraries(String libraries) {
		this.libraries = Pattern.compile(libraries);
	}

	String classPath() {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> isWanted(entry.replace('\\', '/')))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private boolean isWanted(String entry) {
		if (!entry.endsWith(".jar") || this.libraries.matcher(entry).find()) {
			return true;
		}
		return !OF_TESTS.matcher(entry).find()
				&& Stream.of(values()).noneMatch((other) -> other.libraries.matcher(entry).find());
	}

}
