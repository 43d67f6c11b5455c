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

package io.github.acmeboot.renewal;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.CertificatePublisher;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.lock.Lease;
import io.github.acmeboot.renewal.order.FreshCertificate;
import io.github.acmeboot.renewal.recovery.KeptCertificates;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.Stored;

/**
 * Keeps the store and the running server in step. A certificate that could not be saved
 * is kept here until it can.
 */
final class HeldCertificates {

	private static final Log logger = LogFactory.getLog(HeldCertificates.class);

	/**
	 * By how much a clock that is taken to be right may be wrong.
	 */
	private static final Duration UNCORRECTED = Duration.ofMinutes(1);

	private final CertificateRepository repository;

	private final CertificatePublisher publisher;

	private final Map<String, Holding> holdings = new ConcurrentHashMap<>();

	private final KeptCertificates kept;

	private final Map<String, UnreadableValueException> damage = new ConcurrentHashMap<>();

	private final Set<String> behind = ConcurrentHashMap.newKeySet();

	private final Map<String, String> early = new ConcurrentHashMap<>();

	private final Clock clock;

	HeldCertificates(CertificateRepository repository, CertificatePublisher publisher, KeptCertificates kept,
			Clock clock) {
		this.repository = repository;
		this.publisher = publisher;
		this.kept = kept;
		this.clock = clock;
	}

	/**
	 * Remembers what was issued before a restart and is not saved yet.
	 * @param wanted what is wanted
	 */
	void recall(ManagedCertificate wanted) {
		this.kept.recall(wanted);
	}

	/**
	 * Reads the store.
	 * @param name the name of the certificate
	 * @return what is held now
	 */
	Holding refresh(String name) {
		Holding stored = load(name);
		Holding held = new Holding(newest(stored.certificate(), served(name)), stored.version());
		this.holdings.put(name, held);
		mark(name, damage(name).isEmpty() && stored.certificate().isPresent()
				&& !stored.certificate().equals(held.certificate()));
		return held;
	}

	private void mark(String name, boolean storeIsBehind) {
		if (storeIsBehind) {
			this.behind.add(name);
		}
		else {
			this.behind.remove(name);
		}
	}

	/**
	 * Returns whether the store had nothing, or an older certificate than the one we
	 * serve, when it was last read.
	 * @param name the name of the certificate
	 * @return whether the store may have lost something
	 */
	boolean isAhead(String name) {
		return unsaved(name).isEmpty() && (held(name).version().isEmpty() || this.behind.contains(name));
	}

	/**
	 * Copies what is served to this machine, where that is asked for.
	 * @param name the name of the certificate
	 */
	void keepCopy(String name) {
		served(name).ifPresent((certificate) -> this.kept.copy(name, certificate));
	}

	/**
	 * Publishes what was read from the store, if it is newer than what is served.
	 * @param name the name of the certificate
	 * @return why it is not presented, or empty if all is well
	 */
	Optional<AcmeException> present(String name) {
		try {
			held(name).certificate()
				.filter((certificate) -> unsaved(name).isEmpty() && isNewer(certificate, served(name)))
				.ifPresent((certificate) -> publish(name, certificate));
			return Optional.empty();
		}
		catch (AcmeException ex) {
			return Optional.of(ex);
		}
	}

	Holding held(String name) {
		return this.holdings.getOrDefault(name, Holding.NOTHING);
	}

	/**
	 * Returns what is served, as the highest generation it is known as: the same
	 * certificate may have been stored again since.
	 * @param name the name of the certificate
	 * @return what is served, or empty for a placeholder
	 */
	Optional<IssuedCertificate> served(String name) {
		return this.publisher.published(name)
			.map((served) -> held(name).certificate()
				.filter((held) -> held.equals(served) && isHigher(held, served))
				.orElse(served));
	}

	/**
	 * Returns whether there is something to do, without reading more than that needs.
	 * @param name the name of the certificate
	 * @return whether the store holds another version than the one last seen, or less
	 * than we have
	 */
	boolean isOutOfStep(String name) {
		return unsaved(name).isPresent() || !this.repository.version(name).equals(held(name).version());
	}

	void probe(String name) {
		this.repository.probe(name);
	}

	Optional<FreshCertificate> unsaved(String name) {
		return this.kept.find(name);
	}

	void keep(String name, FreshCertificate fresh) {
		this.kept.keep(name, fresh);
	}

	/**
	 * Saves what is not saved yet, in the place of what was there when it was ordered. If
	 * another instance was first, its certificate is the one to serve. A store that was
	 * emptied meanwhile, and what was put back into it or sealed anew, is no other order.
	 * @param name the name of the certificate
	 * @param fresh the certificate to save
	 * @param lease the lease the work is done under
	 * @return the certificate with its generation, or empty if another instance was first
	 */
	Optional<IssuedCertificate> save(String name, FreshCertificate fresh, Lease lease) {
		Optional<String> replaced = fresh.replaced();
		while (true) {
			try {
				return Optional.of(save(name, fresh, replaced, lease));
			}
			catch (StaleWriteException ex) {
				Holding stored = load(name);
				if (stored.certificate().equals(Optional.of(fresh.certificate()))) {
					this.holdings.put(name, stored);
					return stored.certificate();
				}
				if (stored.version().equals(replaced)) {
					throw ex;
				}
				if (!fresh.takesThePlaceOf(stored.certificate(), stored.version())) {
					logger.info("Another instance has saved '" + name + "' meanwhile; taking its certificate");
					return Optional.empty();
				}
				replaced = stored.version();
			}
		}
	}

	private IssuedCertificate save(String name, FreshCertificate fresh, Optional<String> replaced, Lease lease) {
		WriteCondition condition = replaced.map(WriteCondition::version).orElseGet(WriteCondition::absent);
		return hold(name, this.repository.save(name, fresh.certificate(), condition.fencedBy(lease.fence())));
	}

	private IssuedCertificate hold(String name, Stored<IssuedCertificate> stored) {
		this.damage.remove(name);
		this.holdings.put(name, new Holding(Optional.of(stored.value()), Optional.of(stored.version())));
		return stored.value();
	}

	Optional<IssuedCertificate> former(String name) {
		return this.repository.findPrevious(name);
	}

	/**
	 * Puts the former generation in the place of the one last seen.
	 * @param name the name of the certificate
	 * @param former the former generation
	 * @param lease the lease the work is done under
	 * @return the former certificate with its new generation
	 * @throws StaleWriteException if another instance was first
	 */
	IssuedCertificate rollBack(String name, IssuedCertificate former, Lease lease) {
		Holding current = held(name);
		long generation = current.certificate().map(IssuedCertificate::generation).orElse(0L) + 1;
		WriteCondition condition = WriteCondition.version(current.version().orElseThrow());
		return hold(name,
				this.repository.rollBack(name, former.withGeneration(generation), condition.fencedBy(lease.fence())));
	}

	void forgetUnsaved(String name) {
		this.kept.forget(name);
	}

	/**
	 * Publishes a certificate. One that is not valid yet takes the place of a valid one
	 * when it begins; who looks after the certificate comes again then.
	 * @param name the name of the certificate
	 * @param certificate the certificate
	 */
	void publish(String name, IssuedCertificate certificate) {
		Optional<IssuedCertificate> valid = served(name)
			.filter((served) -> isEarly(certificate) && served.isValidAt(this.clock.instant()));
		if (valid.isEmpty()) {
			this.early.remove(name);
			this.publisher.publish(name, certificate);
		}
		else if (!certificate.serial().equals(this.early.put(name, certificate.serial()))) {
			logger.warn("The new certificate '" + name + "', serial " + certificate.serial() + ", is not valid before "
					+ certificate.notBefore()
					+ ": the CA has issued it for later, or its clock is wrong. Serving the former one until then");
		}
	}

	private boolean isEarly(IssuedCertificate certificate) {
		return certificate.notBefore().isAfter(this.clock.instant().plus(UNCORRECTED));
	}

	/**
	 * Returns the certificate that is held, but not valid yet, and served when it begins.
	 * @param name the name of the certificate
	 * @return the certificate, or empty if there is none
	 */
	Optional<IssuedCertificate> early(String name) {
		return held(name).certificate().filter(this::isEarly);
	}

	void endSessions() {
		this.publisher.endSessions();
	}

	/**
	 * Serves what is stored, whatever was served before.
	 * @param name the name of the certificate
	 */
	void publishStored(String name) {
		Holding stored = load(name);
		stored.certificate().ifPresent((certificate) -> publish(name, certificate));
		this.holdings.put(name, stored);
	}

	void withdraw(String name) {
		this.kept.forget(name);
		this.holdings.remove(name);
		this.damage.remove(name);
		this.early.remove(name);
		this.publisher.withdraw(name);
	}

	/**
	 * Returns why what is stored could not be read when it was last looked at.
	 * @param name the name of the certificate
	 * @return what is wrong with it, or empty if nothing is
	 */
	Optional<AcmeException> damage(String name) {
		return Optional.ofNullable(this.damage.get(name));
	}

	private Holding load(String name) {
		try {
			Holding stored = holding(this.repository.findCurrent(name));
			this.damage.remove(name);
			return stored;
		}
		catch (UnreadableValueException ex) {
			UnreadableValueException known = this.damage.put(name, ex);
			boolean news = known == null || !known.getVersion().equals(ex.getVersion());
			return new Holding(findFormer(name, ex, news), Optional.of(ex.getVersion()));
		}
	}

	private Optional<IssuedCertificate> findFormer(String name, UnreadableValueException failure, boolean news) {
		Optional<IssuedCertificate> former = Optional.empty();
		try {
			former = this.repository.findPrevious(name);
		}
		catch (UnreadableValueException ex) {
			failure.addSuppressed(ex);
		}
		if (news) {
			logger.warn(former
				.map((certificate) -> "The former certificate of '" + name + "', valid until " + certificate.notAfter()
						+ ", counts in place of the stored one: ")
				.orElse("A new certificate '" + name + "' takes the place of the stored one: ") + failure.getMessage());
		}
		return former;
	}

	private static Holding holding(Optional<Stored<IssuedCertificate>> found) {
		return found.map((stored) -> new Holding(Optional.of(stored.value()), Optional.of(stored.version())))
			.orElse(Holding.NOTHING);
	}

	private static Optional<IssuedCertificate> newest(Optional<IssuedCertificate> stored,
			Optional<IssuedCertificate> served) {
		return stored
			.filter((certificate) -> isNewer(certificate, served) || isHigher(certificate, served.orElseThrow()))
			.or(() -> served);
	}

	private static boolean isHigher(IssuedCertificate stored, IssuedCertificate served) {
		return stored.generation() > served.generation();
	}

	/**
	 * Returns whether what is stored is to be served. A higher generation is, even if it
	 * is an older certificate: it was rolled back to. A lower one is out of a backup, or
	 * the first of a store that was emptied: it is served if it is a later certificate
	 * than any such backup can hold.
	 * @param stored what is stored
	 * @param served what is served
	 * @return whether it takes the place of what is served
	 */
	private static boolean isNewer(IssuedCertificate stored, Optional<IssuedCertificate> served) {
		return served
			.map((present) -> !stored.equals(present) && (isHigher(stored, present) || isLater(stored, present)))
			.orElse(true);
	}

	private static boolean isLater(IssuedCertificate stored, IssuedCertificate present) {
		return (stored.generation() == present.generation()) ? !stored.notBefore().isBefore(present.notBefore())
				: stored.notBefore().isAfter(present.notBefore());
	}

	/**
	 * What is held of a managed certificate.
	 *
	 * @param certificate the newest certificate there is: stored, served or not saved yet
	 * @param version the version in the store
	 */
	record Holding(Optional<IssuedCertificate> certificate, Optional<String> version) {

		private static final Holding NOTHING = new Holding(Optional.empty(), Optional.empty());

	}

}
