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

package io.github.acmeboot.challenge.dns.acmedns;

import java.util.List;

import org.junit.jupiter.api.AfterEach;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.standin.AcmeDnsStandIn;
import io.github.acmeboot.challenge.dns.standin.RecordListener;
import io.github.acmeboot.test.dns.AbstractDnsProviderTests;

/**
 * The contract of a provider, kept by {@link AcmeDnsProvider} as far as acme-dns lets it.
 */
class AcmeDnsContractTests extends AbstractDnsProviderTests {

	private final AcmeDnsStandIn standIn = new AcmeDnsStandIn(RecordListener.NONE);

	private final TestAcmeDns accounts = new TestAcmeDns(this.standIn).account("www", "_acme-challenge.www." + zone())
		.account("apex", "_acme-challenge." + zone())
		.account("deeper", "_acme-challenge.a.b." + zone());

	@AfterEach
	void close() {
		this.standIn.close();
	}

	@Override
	protected DnsProvider createProvider() {
		return this.accounts.provider();
	}

	@Override
	protected String zone() {
		return "auth.example.org";
	}

	@Override
	protected List<String> values(String name) {
		return this.standIn.values(name);
	}

	@Override
	protected void addSomebodyElses(String name, String value) {
		this.standIn.update(name, value);
	}

	@Override
	protected boolean canRemove() {
		return false;
	}

	@Override
	protected int maxValues() {
		return 2;
	}

	@Override
	protected int maxLength() {
		return 43;
	}

}
