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

import java.time.Clock;
import java.util.Map;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;

import io.github.acmeboot.challenge.dns.rest.ConfiguredSslBundle;
import io.github.acmeboot.challenge.dns.standin.AcmeDnsStandIn;

/**
 * Registers accounts, and creates providers that use them.
 */
final class TestAcmeDns {

	private final AcmeDnsProperties properties = new AcmeDnsProperties();

	private final AcmeDnsStandIn standIn;

	private AcmeDnsProperties.Account account = new AcmeDnsProperties.Account();

	private Clock clock = Clock.systemUTC();

	TestAcmeDns(AcmeDnsStandIn standIn) {
		this.standIn = standIn;
		this.properties.setUrl(standIn.http().url());
	}

	TestAcmeDns clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	TestAcmeDns account(String name, String fullDomain) {
		this.standIn.register(fullDomain, "sub-" + name, "user-" + name, "password-" + name);
		this.account = new AcmeDnsProperties.Account();
		this.account.setFullDomain(fullDomain);
		this.account.setSubdomain("sub-" + name);
		this.account.setUsername("user-" + name);
		this.account.setPassword("password-" + name);
		this.properties.getAccounts().put(name, this.account);
		return this;
	}

	AcmeDnsProperties.Account account() {
		return this.account;
	}

	AcmeDnsProperties properties() {
		return this.properties;
	}

	AcmeDnsProvider provider() {
		StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("clock", this.clock));
		return new AcmeDnsAutoConfiguration().acmeAcmeDnsProvider(this.properties,
				new ConfiguredSslBundle("test", null, beans.getBeanProvider(SslBundles.class)),
				beans.getBeanProvider(Clock.class));
	}

}
