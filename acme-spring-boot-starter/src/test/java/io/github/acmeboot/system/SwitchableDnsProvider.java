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

import java.util.Optional;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;

/**
 * A provider that can fail.
 */
final class SwitchableDnsProvider implements DnsProvider {

	private final DnsProvider delegate;

	private final Runnable changed;

	private volatile Optional<Reason> additions = Optional.empty();

	private volatile Optional<Reason> removals = Optional.empty();

	private volatile boolean once;

	SwitchableDnsProvider(DnsProvider delegate, Runnable changed) {
		this.delegate = delegate;
		this.changed = changed;
	}

	void failsToAddOnce(Reason reason) {
		this.once = true;
		this.additions = Optional.of(reason);
	}

	void failsToAdd(Reason reason) {
		this.once = false;
		this.additions = Optional.of(reason);
	}

	void failsToRemove(Reason reason) {
		this.removals = Optional.of(reason);
	}

	void recovers() {
		this.additions = Optional.empty();
		this.removals = Optional.empty();
	}

	@Override
	public void add(TxtRecord record) {
		Optional<Reason> failure = this.additions;
		if (this.once) {
			this.additions = Optional.empty();
		}
		check(failure, "add", record);
		this.delegate.add(record);
		this.changed.run();
	}

	@Override
	public void remove(TxtRecord record) {
		check(this.removals, "remove", record);
		this.delegate.remove(record);
		this.changed.run();
	}

	private static void check(Optional<Reason> failure, String verb, TxtRecord record) {
		failure.ifPresent((reason) -> {
			throw new AcmeException(reason, "The provider of the test is unable to " + verb + " " + record + ".");
		});
	}

}
