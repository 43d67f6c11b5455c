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

package io.github.acmeboot.system;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What an operator reads when the whole application does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					acme.store.type                   | flie    | No store of that type is available
					acme.certificates.web.challenge   | dns-02  | use one of: http-01
					acme.certificates.web.challenge   | dns-01  | 'acme.challenge.dns.provider'
					acme.challenge.dns.provider       | cloudfl | use one of rfc2136
					server.ssl.bundle                 | wbe     | Set it to the name of a certificate below 'acme.certificates' (web)
					acme.certificates.web.domains     | a b     | Write a host name without scheme
					acme.challenge.http.port          | 70000   | It is not a port
					""")
	void aMistakeIsAnalysedWithPropertyValueAndRemedy(String property, String value, String remedy,
			CapturedOutput output) {
		assertThatException().isThrownBy(() -> RunningApplication.builder().with(property, value).start());
		assertThat(output).contains("APPLICATION FAILED TO START").contains(property).contains(value).contains(remedy);
	}

}
