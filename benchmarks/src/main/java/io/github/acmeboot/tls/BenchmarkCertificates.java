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

package io.github.acmeboot.tls;

import java.util.stream.IntStream;

import io.github.acmeboot.benchmarks.TestAuthority;

/**
 * Certificates that are served: one for each of {@code host0.example.org} and so on.
 */
public final class BenchmarkCertificates {

	private BenchmarkCertificates() {
	}

	/**
	 * Serves certificates.
	 * @param authority what signs them
	 * @param count how many
	 * @return what serves them
	 */
	public static ServedCertificates of(TestAuthority authority, int count) {
		ServedCertificates served = new ServedCertificates();
		served.putAll(IntStream.range(0, count)
			.mapToObj((i) -> ServedCertificate.issued("certificate" + i, authority.issue(host(i))))
			.toList());
		return served;
	}

	static String host(int number) {
		return "host" + number + ".example.org";
	}

}
