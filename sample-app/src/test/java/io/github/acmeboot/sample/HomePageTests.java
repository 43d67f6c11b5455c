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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the first page shows to everybody. That a laptop shows the certificates there is
 * said by {@link TestSampleApplicationTests}.
 */
class HomePageTests {

	@Test
	void leadsOperatorsToTheCertificatesAndShowsNone() {
		try (RunningSample sample = RunningSample.startWithHttps()) {
			sample.awaitCertificate();
			TokenClient anyone = sample.shopWithHttps().as("");
			assertThat(anyone.get("/").body()).contains("<a href=\"/actuator/acme\">")
				.doesNotContain("<table>", "<td>", "VALID");
			assertThat(anyone.get("/actuator/acme").statusCode()).isEqualTo(401);
		}
	}

}
