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

package io.github.acmeboot.renewal.recovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.Stored;
import io.github.acmeboot.store.status.StoreMonitor;

/**
 * Sees a store through its troubles: finds out whether it works again, and puts back what
 * it has lost and this instance still has, so that nobody orders it anew. Any instance
 * may: the store takes the first.
 */
public final class StoreRecovery {

	private static final Duration BETWEEN_PROBES = Duration.ofSeconds(10);

	private static final Log logger = LogFactory.getLog(StoreRecovery.class);

	private final CertificateRepository certificates;

	private final CertificateIssuer issuer;

	private final StoreMonitor monitor;

	private final Clock clock;

	private final Duration interval;

	private final String probe = UUID.randomUUID().toString();

	private final AtomicReference<Instant> nextProbe = new AtomicReference<>(Instant.MIN);

	private volatile Instant nextLook = Instant.MIN;

	/**
	 * Creates the recovery of a store.
	 * @param certificates the certificates
	 * @param issuer knows the accounts
	 * @param monitor told of what was put back
	 * @param clock the clock
	 * @param interval how often the accounts are looked at
	 */
	public StoreRecovery(CertificateRepository certificates, CertificateIssuer issuer, StoreMonitor monitor,
			Clock clock, Duration interval) {
		this.certificates = certificates;
		this.issuer = issuer;
		this.monitor = monitor;
		this.clock = clock;
		this.interval = interval;
	}

	/**
	 * Finds out whether a store that could not be written to can be written to again.
	 * Where nothing has to be written, nobody else would.
	 */
	public void tend() {
		if (this.monitor.isToBeProved()) {
			verify();
		}
	}

	/**
	 * Has the monitor learn whether the store can be written to. Does nothing if that was
	 * tried a moment ago.
	 */
	public void verify() {
		Instant now = this.clock.instant();
		Instant next = this.nextProbe.get();
		if (!now.isBefore(next) && this.nextProbe.compareAndSet(next, now.plus(BETWEEN_PROBES))) {
			try {
				this.certificates.probe(this.probe);
			}
			catch (StoreException ex) {
				logger.debug("The store cannot be written to", ex);
			}
		}
	}

	/**
	 * Looks at the accounts from time to time, so that they can be put back.
	 */
	public void look() {
		if (!this.clock.instant().isBefore(this.nextLook)) {
			lookNow();
		}
	}

	/**
	 * Looks at the accounts now, because something else was changed: where another
	 * instance has put a certificate back, only we may know the account.
	 */
	public void lookNow() {
		keepAccounts();
		this.nextLook = this.clock.instant().plus(this.interval);
	}

	/**
	 * Puts back a certificate, and the accounts with it. What another instance has stored
	 * and this one cannot read is left alone.
	 * @param name the name of the certificate
	 * @param certificate the certificate
	 * @param older the version of an older certificate that is stored, or empty if there
	 * is none
	 */
	public void putBack(String name, IssuedCertificate certificate, Optional<String> older) {
		keepAccounts();
		try {
			if (this.certificates.findCurrent(name).map(Stored::version).equals(older)) {
				this.certificates.save(name, certificate,
						older.map(WriteCondition::version).orElseGet(WriteCondition::absent));
				this.monitor.wiped("the certificate '" + name + "' valid until " + certificate.notAfter());
			}
		}
		catch (StaleWriteException | UnreadableValueException ex) {
			logger.debug("Another instance was faster with '" + name + "'", ex);
		}
	}

	private void keepAccounts() {
		this.issuer.keepAccounts().forEach((issuer) -> this.monitor.wiped("the account at the CA '" + issuer + "'"));
	}

}
