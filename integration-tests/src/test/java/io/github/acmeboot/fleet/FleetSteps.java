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

package io.github.acmeboot.fleet;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import io.github.acmeboot.CertificatePublishedEvent;
import io.github.acmeboot.issuer.AcmeRequestListener;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreLayer;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

/**
 * Tells each step of a renewal that can be seen from outside, once it is done: what the
 * CA has answered, what is saved, deleted and presented. An instance stops for good at
 * the step it is told, before it does anything with the outcome.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(FleetSteps.STOP)
class FleetSteps {

	/**
	 * The property that names the step to stop at.
	 */
	static final String STOP = "fleet.stop";

	private static final String BEGIN = "saved probe/";

	private static final Pattern IGNORED = Pattern.compile("housekeeping/.*|fences/.*");

	private static final Pattern RANDOM = Pattern.compile("(accounts|ledger)/.*|(probe/web).+");

	private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

	private final String stop;

	private volatile boolean underWay;

	FleetSteps(Environment environment) {
		this.stop = environment.getRequiredProperty(STOP);
	}

	@Bean
	AcmeRequestListener steppingRequests() {
		return (issuer, operation, outcome, duration) -> {
			if (!operation.equals("renewalInfo")) {
				done("answered " + operation + (outcome.equals("success") ? "" : " with " + outcome));
			}
		};
	}

	@Bean
	StoreLayer steppingStore() {
		return (store) -> new SteppingStore(store, this::done);
	}

	@EventListener
	void published(CertificatePublishedEvent event) {
		done("presented");
	}

	private void done(String what) {
		this.underWay = this.underWay || what.startsWith(BEGIN);
		if (this.underWay) {
			tell(what);
		}
	}

	private void tell(String what) {
		int count = this.counts.computeIfAbsent(what, (key) -> new AtomicInteger()).incrementAndGet();
		String step = (count == 1) ? what : what + " (" + count + ")";
		Announcement.say(Announcement.STEP, step);
		while (step.equals(this.stop)) {
			LockSupport.park(this);
		}
	}

	/**
	 * Tells what is done.
	 */
	@FunctionalInterface
	private interface Steps {

		void done(String what);

	}

	/**
	 * Tells what was written.
	 */
	private static final class SteppingStore extends ForwardingStore {

		private final Steps steps;

		SteppingStore(AcmeStore store, Steps steps) {
			super(store);
			this.steps = steps;
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition) {
			return written("saved ", key, super.save(key, content, condition));
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition, Duration timeToLive) {
			return written("saved ", key, super.save(key, content, condition, timeToLive));
		}

		@Override
		public void delete(String key, String version) {
			super.delete(key, version);
			written("deleted ", key, key);
		}

		private <T> T written(String verb, String key, T result) {
			if (!IGNORED.matcher(key).matches()) {
				this.steps.done(verb + RANDOM.matcher(key).replaceAll("$1$2"));
			}
			return result;
		}

	}

}
