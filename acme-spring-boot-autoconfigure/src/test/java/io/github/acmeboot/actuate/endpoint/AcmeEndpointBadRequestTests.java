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

package io.github.acmeboot.actuate.endpoint;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.renewal.AcmeManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * What {@link AcmeEndpoint} answers to those who ask wrongly.
 */
class AcmeEndpointBadRequestTests {

	private final AcmeManager manager = mock();

	private final WebApplicationContextRunner contextRunner = EndpointApplication.contextRunner()
		.withBean(AcmeManager.class, () -> this.manager)
		.withPropertyValues("management.endpoint.acme.access=unrestricted");

	@BeforeEach
	void manageOneCertificate() {
		given(this.manager.status("web")).willReturn(Optional.of(new CertificateStatus("web", List.of(),
				State.PLACEHOLDER, null, null, null, null, null, null, null, 0, false, null)));
		given(this.manager.accounts()).willReturn(List
			.of(new AccountStatus("le", URI.create("https://ca.example"), AccountStatus.State.NONE, null, List.of())));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/web/explode | {} | 'explode' is no operation on a certificate. Use one of [renew, rollback, revoke, \
					pause, resume, doctor].
					/web/revoke | {"reason": "hold"} | 'hold' is no reason to revoke a certificate for. Use one of: \
					0 (unspecified), 1 (keyCompromise), 4 (superseded), 5 (cessationOfOperation)
					'' | {} | There is no 'operation'. Use 'reseal', 'doctor', or one of [roll-account-key, update-account, \
					deactivate-account, open-account] with an 'issuer'.
					'' | {"operation": "explode"} | 'explode' is no 'operation'. Use 'reseal', 'doctor', or one of [roll-account-key, \
					update-account, deactivate-account, open-account] with an 'issuer'.
					'' | {"operation": "open-account"} | There is no 'issuer'. Use one of [le].
					'' | {"operation": "open-account", "issuer": "other"} | There is no 'issuer' 'other'. Use one of [le].
					""",
			quoteCharacter = '`')
	void saysWhatIsWrongAndWhatToDo(String path, String body, String message) {
		this.contextRunner.run((context) -> {
			HttpResponse<String> response = EndpointApplication.post(context, path.replace("'", ""), body);
			assertThat(response.statusCode()).isEqualTo(400);
			JSONAssert.assertEquals("{\"message\": \"" + message + "\"}", response.body(), true);
		});
	}

}
