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

package io.github.acmeboot.issuer;

import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.junit.jupiter.api.Timeout;

import io.github.acmeboot.test.pebble.EnabledIfPebble;
import io.github.acmeboot.test.pebble.PebbleProcess;
import io.github.acmeboot.test.pebble.PebbleProcessBuilder;

/**
 * Tests with Pebble as the CA.
 */
@EnabledIfPebble
@Timeout(120)
abstract class AbstractPebbleTests {

	static final String HMAC_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";

	final Http01TestServer http01 = new Http01TestServer();

	final PebbleProcessBuilder pebble() {
		return PebbleProcess.builder().http01Port(this.http01.port());
	}

	final void run(PebbleProcessBuilder builder, Consumer<TestIssuer> test) {
		run(builder, (pebble, issuer) -> test.accept(issuer));
	}

	final void run(PebbleProcessBuilder builder, BiConsumer<PebbleProcess, TestIssuer> test) {
		try (PebbleProcess pebble = builder.start();
				TestIssuer issuer = new TestIssuer(pebble.directoryUrl().toString(), pebble.sslBundle(), this.http01)) {
			test.accept(pebble, issuer);
		}
	}

	/**
	 * Has the store forget the account.
	 * @param issuer whose account it is
	 */
	static void loseAccount(TestIssuer issuer) {
		String key = issuer.store.list("accounts/").get(0);
		issuer.store.delete(key, issuer.store.version(key).orElseThrow());
	}

}
