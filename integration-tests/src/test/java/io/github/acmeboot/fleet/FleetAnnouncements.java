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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import io.github.acmeboot.CertificatePublishedEvent;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreLayer;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

/**
 * Tells the test what an instance does with the lock, the store and its certificate, lets
 * leases be shorter than an operator can have them, and stops an instance that is about
 * to save.
 */
@Configuration(proxyBeanMethods = false)
class FleetAnnouncements {

	static final String LEASE = "fleet.lease";

	static final String BARRIER = "fleet.barrier";

	private static final long BARRIER_NANOS = Duration.ofMillis(20).toNanos();

	@Bean
	static BeanPostProcessor announcingLock(Environment environment) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String beanName) {
				return (bean instanceof AcmeLock lock) ? new AnnouncingLock(lock, environment) : bean;
			}

		};
	}

	@Bean
	StoreLayer announcingStore(Environment environment) {
		Path barrier = Path.of(environment.getRequiredProperty(BARRIER));
		return (store) -> new AnnouncingStore(store, barrier);
	}

	@EventListener
	void published(CertificatePublishedEvent event) {
		Announcement.say(Announcement.PUBLISHED, event.certificate().serial());
	}

	/**
	 * Tells who holds the lock.
	 *
	 * @param lock the lock
	 * @param environment says how long leases are
	 */
	private record AnnouncingLock(AcmeLock lock, Environment environment) implements AcmeLock {

		@Override
		public Optional<Lease> tryAcquire(String name, Duration timeToLive) {
			Duration shortened = this.environment.getProperty(LEASE, Duration.class, timeToLive);
			Optional<Lease> lease = this.lock.tryAcquire(name, shortened);
			lease.ifPresent((held) -> Announcement.say(Announcement.ACQUIRED, name));
			return lease.map((held) -> new AnnouncingLease(held, name));
		}

	}

	/**
	 * Tells when a lease ends.
	 *
	 * @param lease the lease
	 * @param name what is locked
	 */
	private record AnnouncingLease(Lease lease, String name) implements Lease {

		@Override
		public long fence() {
			return this.lease.fence();
		}

		@Override
		public boolean held() {
			return this.lease.held();
		}

		@Override
		public void onLost(Runnable listener) {
			this.lease.onLost(listener);
		}

		@Override
		public void close() {
			this.lease.close();
			Announcement.say(Announcement.RELEASED, this.name);
		}

	}

	/**
	 * Tells what is saved, and waits before it saves the certificate as long as there is
	 * a barrier.
	 */
	private static final class AnnouncingStore extends ForwardingStore {

		private final Path barrier;

		/**
		 * Makes a store.
		 * @param store where it is saved
		 * @param barrier a file that is there while nobody may save
		 */
		AnnouncingStore(AcmeStore store, Path barrier) {
			super(store);
			this.barrier = barrier;
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition) {
			passBarrier(key);
			return saved(key, super.save(key, content, condition));
		}

		@Override
		public StoredValue save(String key, byte[] content, WriteCondition condition, Duration timeToLive) {
			return saved(key, super.save(key, content, condition, timeToLive));
		}

		private void passBarrier(String key) {
			if (key.equals(Fleet.CERTIFICATE) && Files.exists(this.barrier)) {
				Announcement.say(Announcement.SAVING, key);
				while (Files.exists(this.barrier)) {
					LockSupport.parkNanos(BARRIER_NANOS);
				}
			}
		}

		private static StoredValue saved(String key, StoredValue value) {
			Announcement.say(Announcement.SAVED, key);
			return value;
		}

	}

}
