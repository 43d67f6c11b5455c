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

package io.github.acmeboot.challenge.dns.webhook;

import java.time.Clock;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.dns.TxtRecord;
import io.github.acmeboot.challenge.dns.rest.ConfiguredSslBundle;
import io.github.acmeboot.challenge.dns.standin.RecordListener;
import io.github.acmeboot.challenge.dns.standin.Reply;
import io.github.acmeboot.challenge.dns.standin.WebhookStandIn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WebhookDnsProvider} against {@link WebhookStandIn}.
 */
class WebhookDnsProviderTests {

	private static final TxtRecord RECORD = new TxtRecord("_acme-challenge.example.com.", "v4lue");

	private final WebhookStandIn standIn = new WebhookStandIn(RecordListener.NONE, null);

	@AfterEach
	void close() {
		this.standIn.close();
	}

	@Test
	void theRequestsAreThoseOfLegosHttpreq() {
		this.standIn.requireBasic("user", "pässword");
		WebhookDnsProvider provider = provider("user", "pässword");
		provider.add(RECORD);
		provider.remove(RECORD);
		assertThat(this.standIn.http().requests()).extracting(Object::toString)
			.containsExactly("POST /present", "POST /cleanup");
		assertThat(this.standIn.http().requests()).allSatisfy((request) -> {
			assertThat(request.body().strip())
				.isEqualTo("{\"fqdn\":\"_acme-challenge.example.com.\",\"value\":\"v4lue\"}");
			assertThat(request.header("content-type")).isEqualTo("application/json");
			assertThat(request.header("accept")).isEqualTo("application/json");
		});
	}

	@Test
	void withoutCredentialsNoneAreSent() {
		provider(null, null).add(RECORD);
		assertThat(this.standIn.http().requests()).singleElement()
			.satisfies((request) -> assertThat(request.header("authorization")).isEmpty());
	}

	@Test
	void wrongCredentialsAreTheOperatorsBusiness() {
		this.standIn.requireBasic("user", "password");
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> provider("user", "wr0ng").add(RECORD))
			.withMessage("Unable to add TXT '_acme-challenge.example.com' by the webhook: '" + this.standIn.http().url()
					+ "/' answered 401 (who are you?). Check"
					+ " 'acme.challenge.dns.webhook.username' and 'acme.challenge.dns.webhook.password'.")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.CONFIGURATION));
	}

	@Test
	void everyAnswerOfSuccessIsOne() {
		this.standIn.http().answer(Reply.of(204, ""));
		provider(null, null).add(RECORD);
		this.standIn.http().answer(Reply.of(202, "<p>queued</p>"));
		provider(null, null).remove(RECORD);
	}

	@Test
	void aFailureOfTheEndpointShowsTheFirstPartOfItsBody() {
		this.standIn.http().answer(Reply.of(500, "zone is locked\n" + "x".repeat(5000)));
		assertThatExceptionOfType(AcmeException.class).isThrownBy(() -> provider(null, null).remove(RECORD))
			.withMessageStartingWith("Unable to remove TXT '_acme-challenge.example.com' by the webhook: ")
			.withMessageContaining("answered 500 (zone is locked xxx")
			.satisfies((ex) -> assertThat(ex.getReason()).isEqualTo(Reason.DNS));
	}

	private WebhookDnsProvider provider(@Nullable String username, @Nullable String password) {
		WebhookProperties properties = new WebhookProperties();
		properties.setUrl(this.standIn.http().url() + "/");
		properties.setUsername(username);
		properties.setPassword(password);
		StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of());
		return new WebhookDnsAutoConfiguration().acmeWebhookDnsProvider(properties,
				new ConfiguredSslBundle("test", null, beans.getBeanProvider(SslBundles.class)),
				beans.getBeanProvider(Clock.class));
	}

}
