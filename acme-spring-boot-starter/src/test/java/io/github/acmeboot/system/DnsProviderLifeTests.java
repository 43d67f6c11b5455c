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

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import com.sun.net.httpserver.HttpsConfigurator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.challenge.dns.standin.AcmeDnsStandIn;
import io.github.acmeboot.challenge.dns.standin.CloudflareStandIn;
import io.github.acmeboot.challenge.dns.standin.Received;
import io.github.acmeboot.challenge.dns.standin.Route53StandIn;
import io.github.acmeboot.challenge.dns.standin.WebhookStandIn;
import io.github.acmeboot.test.AcmeTestServer;
import io.github.acmeboot.test.dns.DnsTestServer;
import io.github.acmeboot.test.pki.ListenerIdentity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whole applications that obtain a certificate by dns-01, each with a provider whose
 * stand-in feeds the DNS server that the CA asks.
 */
@ExtendWith(OutputCaptureExtension.class)
class DnsProviderLifeTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String ZONE = "example.org";

	private static final String NAME = "_acme-challenge." + ZONE;

	private final DnsTestServer dns = DnsTestServer.start(ZONE, "auth.example.net");

	private final AcmeTestServer ca = AcmeTestServer.builder().dnsServer(this.dns.address()).start();

	@AfterEach
	void stop() {
		this.ca.close();
		this.dns.close();
	}

	@Test
	void aWebhookBehindAPrivateCaServesBaseAndWildcardAndIsToldToCleanUp(CapturedOutput output) {
		ListenerIdentity identity = new ListenerIdentity(Instant.now());
		try (WebhookStandIn webhook = new WebhookStandIn(this::changed,
				new HttpsConfigurator(identity.serverContext()))) {
			webhook.requireBasic("user", "s3cr3t");
			obtain("webhook",
					Map.of("url", webhook.http().url(), "username", "user", "password", "s3cr3t", "ssl-bundle", "hook"),
					Map.of("spring.ssl.bundle.pem.hook.truststore.certificate", identity.certificatePem()));
			assertThat(webhook.http().requests()).extracting(Received::path)
				.containsExactlyInAnyOrder("/present", "/present", "/cleanup", "/cleanup");
			assertThat(webhook.values(NAME)).isEmpty();
		}
		assertThat(output).doesNotContain("s3cr3t");
	}

	@Test
	void cloudflareServesBaseAndWildcardAndIsLeftClean(CapturedOutput output) {
		try (CloudflareStandIn cloudflare = new CloudflareStandIn(this::changed)) {
			cloudflare.token("s3cr3t", true, true);
			String zone = cloudflare.zone(ZONE, "active");
			cloudflare.add(zone, NAME, "\"somebody else's\"");
			obtain("cloudflare", Map.of("api-token", "s3cr3t", "base-url", cloudflare.url()), Map.of());
			assertThat(cloudflare.http().requests()).filteredOn((request) -> request.method().equals("POST"))
				.hasSize(2);
			assertThat(cloudflare.values(NAME)).containsExactly("somebody else's");
		}
		assertThat(output).doesNotContain("s3cr3t");
	}

	@Test
	void route53ServesBaseAndWildcardAndIsLeftClean() {
		try (Route53StandIn route53 = new Route53StandIn(this::changed)) {
			route53.zone("Z1", ZONE, false);
			obtain("route53", Map.of(), Map.of("test.route53", route53.http().url()));
			assertThat(route53.http().requests()).filteredOn((request) -> request.method().equals("POST")).hasSize(4);
			assertThat(route53.values(NAME)).isEmpty();
		}
	}

	@Test
	void acmeDnsServesBaseAndWildcardWhereTheCnameLeads() {
		String target = "d420c923.auth.example.net";
		this.dns.zone(ZONE).cname(NAME, target + ".");
		try (AcmeDnsStandIn acmeDns = new AcmeDnsStandIn(this::changed)) {
			acmeDns.register(target, "d420c923", "user", "password");
			obtain("acmedns", Map.of("url", acmeDns.http().url(), "accounts.shop.full-domain", target,
					"accounts.shop.username", "user", "accounts.shop.password", "password"), Map.of());
			assertThat(acmeDns.http().requests()).hasSize(2);
		}
	}

	private void obtain(String provider, Map<String, String> properties, Map<String, String> others) {
		String prefix = "acme.challenge.dns.";
		RunningApplication.Builder builder = RunningApplication.builder()
			.sources(RunningApplication.Application.class, ClientConfiguration.class)
			.ca(this.ca.directoryUrl().toString(), this.ca.sslBundle(), (port) -> {
			})
			.with("acme.certificates.web.domains", ZONE + ",*." + ZONE)
			.with("acme.certificates.web.challenge", "dns-01")
			.with(prefix + "provider", provider)
			.with(prefix + "propagation.resolvers", "127.0.0.1:" + this.dns.port())
			.with(prefix + "propagation.port", this.dns.port())
			.with(prefix + "propagation.interval", "50ms");
		properties.forEach((name, value) -> builder.with(prefix + provider + "." + name, value));
		others.forEach(builder::with);
		try (RunningApplication application = builder.start()) {
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> application.status("web").state() == CertificateStatus.State.VALID);
			assertThat(Handshake.serial(application.port(), ZONE)).isEqualTo(application.status("web").serial());
			assertThat(Handshake.serial(application.port(), "any." + ZONE))
				.isEqualTo(application.status("web").serial());
			assertThat(application.status("web").lastFailure()).isNull();
		}
	}

	private void changed(String name, String value, boolean present) {
		String zone = name.endsWith(ZONE) ? ZONE : "auth.example.net";
		if (present) {
			this.dns.zone(zone).txt(name, value);
		}
		else {
			this.dns.zone(zone).removeTxt(name, value);
		}
	}

	/**
	 * The client of Route 53, as a user configures it.
	 */
	@Configuration(proxyBeanMethods = false)
	static class ClientConfiguration {

		@Bean
		Route53Client route53Client(@Value("${test.route53:http://localhost:1}") URI endpoint) {
			return Route53Client.builder()
				.region(Region.US_EAST_1)
				.endpointOverride(endpoint)
				.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
				.build();
		}

	}

}
