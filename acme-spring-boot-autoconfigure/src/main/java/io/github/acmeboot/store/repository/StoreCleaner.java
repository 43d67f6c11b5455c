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

package io.github.acmeboot.store.repository;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.CertificateCodec;
import io.github.acmeboot.store.codec.Codec;
import io.github.acmeboot.store.codec.JsonObject;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Takes values out of the store that are of no more use. What somebody has written since
 * it was looked at stays, and so does what cannot be read. Safe for use by several
 * threads.
 */
public final class StoreCleaner {

	private static final Log logger = LogFactory.getLog(StoreCleaner.class);

	private static final String LAST_RUN = StoreKey.of("housekeeping", "last");

	private static final Duration TIME_TO_LIVE = Duration.ofDays(2);

	private final Codec<IssuedCertificate> codec = new CertificateCodec();

	private final AcmeStore store;

	private final LeftOrders leftOrders;

	public StoreCleaner(AcmeStore store) {
		this.store = store;
		this.leftOrders = new LeftOrders(store);
	}

	/**
	 * Removes former generations of a certificate.
	 * @param name the name of the managed certificate
	 * @param ofNoUse says which ones
	 */
	public void removeFormer(String name, Predicate<IssuedCertificate> ofNoUse) {
		for (String key : CertificateRepository.formerKeys(name)) {
			find(key).filter((former) -> ofNoUse.test(former.value()))
				.ifPresent((former) -> delete(key, former.version()));
		}
	}

	/**
	 * Removes revoked certificates.
	 * @param ofNoUse says which ones
	 */
	public void removeRevoked(Predicate<IssuedCertificate> ofNoUse) {
		for (String key : RevokedCertificates.keys(this.store)) {
			find(key).filter((revoked) -> ofNoUse.test(revoked.value()))
				.ifPresent((revoked) -> delete(key, revoked.version()));
		}
	}

	/**
	 * Returns whether a certificate and its former generations are of no use.
	 * @param name the name of the certificate
	 * @param ofNoUse says which ones are
	 * @return whether there is a certificate, and none that is of use or cannot be read
	 */
	public boolean isOfNoUse(String name, Predicate<IssuedCertificate> ofNoUse) {
		try {
			return load(CertificateRepository.key(name)).map(Stored::value).filter(ofNoUse).isPresent()
					&& CertificateRepository.formerKeys(name)
						.stream()
						.map(this::load)
						.flatMap(Optional::stream)
						.map(Stored::value)
						.allMatch(ofNoUse);
		}
		catch (UnreadableValueException | SealedValueException ex) {
			logger.debug("Leaving '" + name + "' where it is", ex);
			return false;
		}
	}

	/**
	 * Looks at the orders under way of which nothing else is stored. To be done about
	 * once a day.
	 * @param concerned says which certificates to look at
	 * @param now the present
	 * @return since when nobody has gone on with them, by the names of the certificates
	 */
	public Map<String, Instant> leftOrders(Predicate<String> concerned, Instant now) {
		return this.leftOrders.look(concerned, now);
	}

	/**
	 * Returns whether nothing is stored of a certificate but an order under way.
	 * @param name the name of the certificate
	 * @return whether there is neither a certificate nor anything that is remembered
	 */
	public boolean isOrderAllThereIs(String name) {
		return this.leftOrders.isAllThereIs(name);
	}

	/**
	 * Removes a certificate with all that is kept of it, the certificate last.
	 * @param name the name of the certificate
	 */
	public void remove(String name) {
		String key = CertificateRepository.key(name);
		this.store.list(key + "/").forEach(this::delete);
		delete(StateRepository.key(name));
		delete(OrderJournal.key(name));
		delete(key);
	}

	/**
	 * Removes what probes have left that were cut short.
	 */
	public void removeProbes() {
		this.store.list(StoreProbe.KIND + "/").forEach(this::delete);
	}

	/**
	 * Returns when the store was last cleaned.
	 * @return the instant, or empty if it is not known
	 */
	public Optional<Instant> lastRun() {
		try {
			return this.store.load(LAST_RUN).map((stored) -> JsonObject.parse(stored.content()).instant("at"));
		}
		catch (UnreadableValueException | IllegalArgumentException ex) {
			logger.debug("'" + LAST_RUN + "' is of no use", ex);
			return Optional.empty();
		}
	}

	/**
	 * Records that the store was cleaned.
	 * @param instant when it was
	 */
	public void recordRun(Instant instant) {
		WriteCondition condition = this.store.version(LAST_RUN)
			.map(WriteCondition::version)
			.orElseGet(WriteCondition::absent);
		this.store.save(LAST_RUN, new JsonObject().with("at", instant).toBytes(), condition, TIME_TO_LIVE);
	}

	private Optional<Stored<IssuedCertificate>> find(String key) {
		try {
			return load(key);
		}
		catch (UnreadableValueException | SealedValueException ex) {
			logger.debug("Leaving '" + key + "' where it is", ex);
			return Optional.empty();
		}
	}

	private Optional<Stored<IssuedCertificate>> load(String key) {
		return this.store.load(key).map((stored) -> Stored.decode(key, stored, this.codec));
	}

	private void delete(String key) {
		this.store.version(key).ifPresent((version) -> delete(key, version));
	}

	private void delete(String key, String version) {
		try {
			this.store.delete(key, version);
			logger.debug("Removed '" + key + "'");
		}
		catch (StaleWriteException | SealedValueException ex) {
			logger.debug("'" + key + "' was written meanwhile, or cannot be read, and stays", ex);
		}
	}

}
