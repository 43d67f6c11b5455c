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

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.system.ResumingClient.Visit;
import io.github.acmeboot.test.protocol.Operation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Revocation in whole applications that share one store, as clients and the CA see it.
 */
class RevocationTests extends AbstractSharedStoreTests {

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void noClientLivesOnWithARevokedCertificateOnAnyInstance(String protocol) throws Exception {
		ResumingClient client = new ResumingClient(protocol);
		try (RunningApplication one = reusingItsKey().start()) {
			awaitValid(one);
			try (RunningApplication other = reusingItsKey().start()) {
				Visit visit = assertResumed(client, one);
				assertResumed(client, other);
				IssuedCertificate revoked = one.manager().revoke("web", RevocationReason.KEY_COMPROMISE).join();
				assertThat(revoked.leaf()).isEqualTo(visit.leaf());
				assertThat(this.ca.revoked()).containsExactly(revoked.leaf());
				awaitReplaced(client, one, revoked.leaf());
				awaitReplaced(client, other, revoked.leaf());
			}
		}
		assertThat(this.ca.orders()).hasSize(2);
	}

	@Test
	void aCompromisedKeyIsNotReusedAfterARestartEither() {
		IssuedCertificate revoked;
		try (RunningApplication application = reusingItsKey().start()) {
			awaitValid(application);
			this.ca.faults().on(Operation.NEW_ORDER).dropConnection();
			revoked = application.manager().revoke("web", RevocationReason.KEY_COMPROMISE).join();
			assertThat(application.status("web").state()).isEqualTo(CertificateStatus.State.REVOKED);
			assertThat(application.context().getBean(HealthEndpoint.class).healthForPath("acme").getStatus())
				.isEqualTo(Status.OUT_OF_SERVICE);
		}
		this.ca.faults().clear();
		try (RunningApplication application = reusingItsKey().start()) {
			application.manager().renew("web").join();
			X509Certificate next = Handshake.leaf(application.port(), HOST);
			assertThat(next.getPublicKey()).isNotEqualTo(revoked.leaf().getPublicKey());
			assertThat(application.status("web").state()).isEqualTo(CertificateStatus.State.VALID);
		}
	}

	@Test
	void theEndpointTakesTheReasonByItsName() throws Exception {
		try (RunningApplication application = reusingItsKey().start()) {
			awaitValid(application);
			HttpResponse<String> response = revoke(application, "{\"reason\": \"cessation-of-operation\"}");
			assertThat(response.statusCode()).isEqualTo(202);
			assertThat(response.body()).contains("\"state\":\"REVOKED\"");
			assertThat(this.ca.revoked()).hasSize(1);
			assertThat(this.ca.orders()).hasSize(1);
		}
	}

	@Test
	void theEndpointRefusesAReasonThatIsNoneOfOurs() throws Exception {
		try (RunningApplication application = reusingItsKey().start()) {
			awaitValid(application);
			HttpResponse<String> response = revoke(application, "{\"reason\": \"6\"}");
			assertThat(response.statusCode()).isEqualTo(400);
			assertThat(this.ca.revoked()).isEmpty();
		}
	}

	private static Visit assertResumed(ResumingClient client, RunningApplication application) throws Exception {
		Visit first = client.visit(application.port(), HOST);
		assertThat(client.visit(application.port(), HOST)).isEqualTo(first);
		return first;
	}

	private static void awaitReplaced(ResumingClient client, RunningApplication application, X509Certificate former) {
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(client.visit(application.port(), HOST).leaf()).isNotEqualTo(former));
	}

	private HttpResponse<String> revoke(RunningApplication application, String body) throws Exception {
		return post(application, "/actuator/acme/web/revoke", BodyPublishers.ofString(body));
	}

	private RunningApplication.Builder reusingItsKey() {
		return application().with("acme.certificates.web.reuse-key", "true").with("acme.renewal.retry.max-attempts", 1);
	}

}
