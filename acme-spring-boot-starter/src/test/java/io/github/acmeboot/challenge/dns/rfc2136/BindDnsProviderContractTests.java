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

package io.github.acmeboot.challenge.dns.rfc2136;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.test.dns.AbstractDnsProviderTests;
import io.github.acmeboot.testsupport.bind.BindServer;
import io.github.acmeboot.testsupport.bind.EnabledIfBind;
import io.github.acmeboot.testsupport.bind.TsigKey;

/**
 * {@link Rfc2136DnsProvider} holds what every provider has to, with a real BIND.
 */
@EnabledIfBind
@Timeout(120)
class BindDnsProviderContractTests extends AbstractDnsProviderTests {

	private static final AtomicInteger number = new AtomicInteger();

	private static TsigKey key;

	private static BindServer bind;

	private final String zone = "test-" + number.incrementAndGet() + ".example.org";

	@BeforeAll
	static void startBind(@TempDir Path directory) {
		key = TsigKey.generate("acme-key");
		bind = BindServer.builder(directory)
			.key(key)
			.zone("example.org", "update-policy { grant acme-key subdomain example.org. TXT; };", "@ NS ns1",
					"ns1 A 127.0.0.1")
			.start();
	}

	@AfterAll
	static void stopBind() {
		bind.close();
	}

	@Override
	protected DnsProvider createProvider() {
		Rfc2136Properties properties = new Rfc2136Properties();
		properties.setServer(bind.hostAndPort());
		properties.getTsig().setKeyName(key.name());
		properties.getTsig().setSecret(key.secret());
		return new Rfc2136DnsProvider(new ValidProperties(properties));
	}

	@Override
	protected String zone() {
		return this.zone;
	}

	@Override
	protected List<String> values(String name) {
		return bind.txt(name);
	}

	@Override
	protected void addSomebodyElses(String name, String value) {
		bind.update(key, "add " + name + " 300 TXT \"" + value + "\"");
	}

}
