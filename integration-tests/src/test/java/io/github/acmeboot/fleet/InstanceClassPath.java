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
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of an instance: that of the test, without what only tests or other
 * stores need.
 */
final class InstanceClassPath {

	private static final Pattern OF_TESTS = Pattern
		.compile("(junit|mockito|assertj|hamcrest|byte-buddy|awaitility|testcontainers|docker-java|surefire|opentest4j"
				+ "|apiguardian|xmlunit|jsonassert|json-path|json-smart|accessors-smart|objenesis|embedded-redis|shedlock"
				+ "|jna|duct-tape|android-json|spring-test|spring-boot-test|jakarta.xml|jaxb|bcpkix-test).*");

	private static final Pattern OF_STORES = Pattern
		.compile("(lettuce|netty|reactor|reactive-streams|redis|spring-data|spring-boot-data|spring-boot-starter-data"
				+ "|spring-oxm|h2-|postgresql|mariadb|HikariCP|spring-jdbc|spring-boot-jdbc|spring-boot-starter-jdbc"
				+ "|spring-boot-sql|spring-tx|spring-boot-transaction|spring-boot-persistence|waffle|caffeine"
				+ "|checker-qual|software.amazon|.*-2\\.54\\.2|httpc|eventstream|spring-boot-netty"
				+ "|spring-boot-reactor).*");

	private InstanceClassPath() {
	}

	static String with(Predicate<String> needed) {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> isWanted(Path.of(entry).getFileName().toString(), needed))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static boolean isWanted(String library, Predicate<String> needed) {
		if (OF_TESTS.matcher(library).matches()) {
			return false;
		}
		return !OF_STORES.matcher(library).matches() || needed.test(library);
	}

}
