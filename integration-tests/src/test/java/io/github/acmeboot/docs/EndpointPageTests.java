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

package io.github.acmeboot.docs;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.acmeboot.actuate.endpoint.CertificatesDescriptor;
import io.github.acmeboot.actuate.endpoint.RefusalDescriptor;
import io.github.acmeboot.actuate.endpoint.doctor.DiagnosesDescriptor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the fields that the reference of the endpoint explains against the answers.
 */
class EndpointPageTests {

	private static final Pattern NAME = Pattern.compile("`([a-z]\\w*)`");

	@Test
	void everyFieldOfTheAnswersIsExplained() {
		Set<String> explained = Page.read(Path.of("..", "docs", "reference", "endpoint.md"))
			.prose()
			.stream()
			.filter((line) -> line.startsWith("| "))
			.flatMap((line) -> NAME.matcher(line).results())
			.map((name) -> name.group(1))
			.collect(Collectors.toSet());
		Set<String> fields = new HashSet<>();
		List.of(CertificatesDescriptor.class, RefusalDescriptor.class, DiagnosesDescriptor.class)
			.forEach((type) -> collect(type, fields, new HashSet<>()));
		assertThat(fields).hasSizeGreaterThan(50);
		assertThat(explained).containsAll(fields);
	}

	private static void collect(Type type, Set<String> fields, Set<Type> seen) {
		if (type instanceof ParameterizedType parameterized) {
			Stream.of(parameterized.getActualTypeArguments()).forEach((argument) -> collect(argument, fields, seen));
		}
		if (!(type instanceof Class<?> record) || !record.isRecord() || !seen.add(type)) {
			return;
		}
		for (RecordComponent component : record.getRecordComponents()) {
			fields.add(component.getName());
			collect(component.getGenericType(), fields, seen);
		}
	}

}
