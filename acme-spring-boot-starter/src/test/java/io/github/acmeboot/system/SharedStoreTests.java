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

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole applications that share one store: what is done on one of them is served by the
 * other, and the CA is asked for nothing.
 */
class SharedStoreTests extends AbstractSharedStoreTests {

	@Test
	void aRollbackOnOneIsServedByTheOtherAndAfterARestart() throws Exception {
		String first;
		try (RunningApplication one = application().start()) {
			awaitValid(one);
			first = one.status("web").serial();
			String second = one.manager().renew("web").join().serial();
			try (RunningApplication other = application().start()) {
				assertThat(Handshake.serial(other.port(), HOST)).isEqualTo(second);
				assertThat(rollback(one).statusCode()).isEqualTo(202);
				assertThat(Handshake.serial(one.port(), HOST)).isEqualTo(first);
				awaitServed(other, first);
				Awaitility.await()
					.atMost(PATIENCE)
					.untilAsserted(() -> assertThat(get(other, "/actuator/acme/web")).contains("\"generation\":3",
							"\"rolledBack\":true"));
				assertThat(other.manager().rollback("web").join().serial()).isEqualTo(second);
				awaitServed(one, second);
				Awaitility.await().atMost(PATIENCE).until(() -> !one.status("web").rolledBack());
				assertThat(other.manager().rollback("web").join().serial()).isEqualTo(first);
				awaitServed(one, first);
			}
		}
		try (RunningApplication restarted = application().start()) {
			assertThat(Handshake.serial(restarted.port(), HOST)).isEqualTo(first);
			assertThat(restarted.status("web").rolledBack()).isTrue();
		}
		assertThat(this.ca.orders()).hasSize(2);
	}

	@Test
	void withoutAFormerGenerationARollbackIsRefusedAndSaysWhy() throws Exception {
		try (RunningApplication application = application().start()) {
			awaitValid(application);
			HttpResponse<String> response = rollback(application);
			assertThat(response.statusCode()).isEqualTo(409);
			assertThat(response.body()).contains("there is no former generation");
			assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(application.status("web").serial());
		}
	}

	private void awaitServed(RunningApplication application, String serial) {
		Awaitility.await()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(Handshake.serial(application.port(), HOST)).isEqualTo(serial));
	}

	private HttpResponse<String> rollback(RunningApplication application) throws Exception {
		return post(application, "/actuator/acme/web/rollback", BodyPublishers.noBody());
	}

}
