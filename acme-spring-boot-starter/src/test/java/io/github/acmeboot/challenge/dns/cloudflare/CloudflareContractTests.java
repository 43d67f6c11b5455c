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

package io.github.acmeboot.challenge.dns.cloudflare;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.standin.CloudflareStandIn;
import io.github.acmeboot.challenge.dns.standin.RecordListener;
import io.github.acmeboot.test.dns.AbstractDnsProviderTests;

/**
 * The contract of a provider, kept by {@link CloudflareDnsProvider}.
 */
class CloudflareContractTests extends AbstractDnsProviderTests {

	private final CloudflareStandIn standIn = new CloudflareStandIn(RecordListener.NONE);

	private String zone = "";

	@BeforeEach
	void prepare() {
		this.standIn.token("t0ken", true, true);
		this.zone = this.standIn.zone("example.org", "active");
	}

	@AfterEach
	void close() {
		this.standIn.close();
	}

	@Override
	protected DnsProvider createProvider() {
		return TestCloudflare.provider(this.standIn);
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
		this.standIn.add(this.zone, name, '"' + value + '"');
	}

}
