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

package io.github.acmeboot.challenge.dns.route53;

import java.net.URI;
import java.time.Clock;
import java.util.Map;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;

import io.github.acmeboot.challenge.dns.standin.Route53StandIn;

/**
 * Creates providers as they are configured, with the client as a user has it.
 */
final class TestRoute53 {

	private TestRoute53() {
	}

	static Route53Client client(Route53StandIn standIn) {
		return Route53Client.builder()
			.region(Region.US_EAST_1)
			.endpointOverride(URI.create(standIn.http().url()))
			.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
			.build();
	}

	static Route53DnsProvider provider(Route53Client client, Route53Properties properties) {
		StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("client", client));
		return new Route53DnsAutoConfiguration().acmeRoute53DnsProvider(properties,
				beans.getBeanProvider(Route53Client.class), beans.getBeanProvider(Clock.class));
	}

}
