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

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.route53.Route53Client;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.standin.RecordListener;
import io.github.acmeboot.challenge.dns.standin.Route53StandIn;
import io.github.acmeboot.test.dns.AbstractDnsProviderTests;

/**
 * The contract of a provider, kept by {@link Route53DnsProvider}.
 */
class Route53ContractTests extends AbstractDnsProviderTests {

	private final Route53StandIn standIn = new Route53StandIn(RecordListener.NONE);

	private final Route53Client client = TestRoute53.client(this.standIn);

	@BeforeEach
	void prepare() {
		this.standIn.zone("Z1", "example.org", false);
	}

	@AfterEach
	void close() {
		this.client.close();
		this.standIn.close();
	}

	@Override
	protected DnsProvider createProvider() {
		return TestRoute53.provider(this.client, new Route53Properties());
	}

	@Override
	protected String zone() {
		return "example.org";
	}

	@Override
	protected List<String> values(String name) {
		return this.standIn.values(name);
	}

	@Override
	protected void addSomebodyElses(String name, String value) {
		this.standIn.add(name, 300, value);
	}

}
