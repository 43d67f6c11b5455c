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

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.CertificateCodec;
import io.github.acmeboot.store.codec.Codec;
import io.github.acmeboot.store.codec.JsonObject;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Keeps what this machine served last, and what it obtained and could not save yet, for a
 * start while the store cannot be reached. It is a convenience: whatever fails here is
 * said once and harms nothing. Safe for use by several threads.
 */
public final class LocalCopy {

	private static final Log logger = LogFactory.getLog(LocalCopy.class);

	private final Codec<IssuedCertificate> certificateCodec = new CertificateCodec();

	private final Codec<UnsavedCertificate> unsavedCodec = new UnsavedCodec();

	private final Map<String, IssuedCertificate> kept = new ConcurrentHashMap<>();

	private final @Nullable AcmeStore store;

	private final Clock clock;

	private volatile @Nullable Instant lastWritten;

	private volatile @Nullable String failure;

	private LocalCopy(@Nullable AcmeStore store, Clock clock) {
		this.store = store;
		this.clock = clock;
	}

	/**
	 * Creates a copy.
	 * @param store the store on this machine that keeps it
	 * @param clock the clock
	 * @return the copy
	 */
	public static LocalCopy in(AcmeStore store, Clock clock) {
		return new LocalCopy(store, clock);
	}

	/**
	 * Returns a copy that keeps nothing.
	 * @return the copy
	 */
	public static LocalCopy off() {
		return new LocalCopy(null, Clock.systemUTC());
	}

	/**
	 * Finds the certificate that was served last.
	 * @param name the name of the managed certificate
	 * @return the certificate, or empty if none can be read
	 */
	public Optional<IssuedCertificate> find(String name) {
		Optional<IssuedCertificate> found = read(key(name), this.certificateCodec);
		found.ifPresent((certificate) -> this.kept.put(name, certificate));
		return found;
	}

	/**
	 * Finds the certificate that was obtained and not saved. One that was outlived by
	 * what was served since is of no more use.
	 * @param name the name of the managed certificate
	 * @return the certificate, or empty if none can be read
	 */
	public Optional<UnsavedCertificate> findUnsaved(String name) {
		Optional<UnsavedCertificate> unsaved = read(unsavedKey(name), this.unsavedCodec);
		return unsaved.filter(
				(found) -> find(name).filter((served) -> found.certificate().notBefore().isBefore(served.notBefore()))
					.isEmpty());
	}

	/**
	 * Keeps a certificate that is served, unless it is kept already.
	 * @param name the name of the managed certificate
	 * @param certificate the certificate
	 */
	public void keep(String name, IssuedCertificate certificate) {
		if (this.store != null && !isKept(name, certificate)
				&& write(key(name), this.certificateCodec.encode(certificate))) {
			this.kept.put(name, certificate);
		}
	}

	private boolean isKept(String name, IssuedCertificate certificate) {
		return Optional.ofNullable(this.kept.get(name))
			.or(() -> find(name))
			.filter((kept) -> kept.equals(certificate))
			.isPresent();
	}

	/**
	 * Keeps a certificate that is not saved yet.
	 * @param name the name of the managed certificate
	 * @param unsaved the certificate
	 */
	public void keepUnsaved(String name, UnsavedCertificate unsaved) {
		write(unsavedKey(name), this.unsavedCodec.encode(unsaved));
	}

	/**
	 * Forgets the certificate that was not saved: it is now, or of no more use.
	 * @param name the name of the managed certificate
	 */
	public void forgetUnsaved(String name) {
		forget(unsavedKey(name));
	}

	private void forget(String key) {
		use((local) -> {
			local.version(key).ifPresent((version) -> local.delete(key, version));
			return true;
		}, () -> false);
	}

	/**
	 * Removes what is kept of certificates that are of no more use. What cannot be read
	 * stays.
	 * @param ofNoUse says of which name and certificate
	 */
	public void removeAll(BiPredicate<String, IssuedCertificate> ofNoUse) {
		List<String> names = use((local) -> local.list(CertificateRepository.KIND + "/"), List::<String>of).stream()
			.flatMap((key) -> CertificateRepository.nameOf(key).stream())
			.toList();
		for (String name : names) {
			if (read(key(name), this.certificateCodec).filter((certificate) -> ofNoUse.test(name, certificate))
				.isPresent()) {
				forgetUnsaved(name);
				forget(key(name));
				this.kept.remove(name);
			}
		}
	}

	/**
	 * Returns how the copy stands.
	 * @return its status, or empty if there is none
	 */
	public Optional<StoreStatus.Copy> status() {
		return (this.store != null) ? Optional.of(new StoreStatus.Copy(this.lastWritten, this.failure))
				: Optional.empty();
	}

	private <T> Optional<T> read(String key, Codec<T> codec) {
		return use((local) -> local.load(key).map((stored) -> Stored.decode(key, stored, codec).value()),
				Optional::empty);
	}

	private boolean write(String key, byte[] content) {
		return use((store) -> {
			store.save(key, content, store.version(key).map(WriteCondition::version).orElseGet(WriteCondition::absent));
			this.lastWritten = this.clock.instant();
			return true;
		}, () -> false);
	}

	private <T> T use(Use<T> use, Supplier<T> otherwise) {
		if (this.store == null) {
			return otherwise.get();
		}
		try {
			T result = use.of(this.store);
			this.failure = null;
			return result;
		}
		catch (UnreadableValueException ex) {
			logger.warn("The local copy has something that cannot be used. " + ex.getMessage());
			return otherwise.get();
		}
		catch (StoreException ex) {
			report(ex);
			return otherwise.get();
		}
	}

	private void report(StoreException ex) {
		if (this.failure == null) {
			logger.warn("The local copy of the certificates fails; what is served and stored is not affected. "
					+ ex.getMessage());
		}
		logger.debug("The local copy fails", ex);
		this.failure = String.valueOf(ex.getMessage());
	}

	private static String key(String name) {
		return StoreKey.of(CertificateRepository.KIND, name);
	}

	private static String unsavedKey(String name) {
		return StoreKey.of("unsaved", name);
	}

	/**
	 * A use of the store that keeps the copy.
	 *
	 * @param <T> the type of the result
	 */
	@FunctionalInterface
	private interface Use<T> {

		T of(AcmeStore store);

	}

	/**
	 * Unsaved certificates as JSON, the certificate in it as PEM.
	 */
	private static final class UnsavedCodec implements Codec<UnsavedCertificate> {

		private final CertificateCodec certificates = new CertificateCodec();

		@Override
		public byte[] encode(UnsavedCertificate unsaved) {
			return new JsonObject()
				.with("certificate",
						new String(this.certificates.encode(unsaved.certificate()), StandardCharsets.US_ASCII))
				.with("ordered", StateRepository.StateCodec.encode(unsaved.ordered()))
				.with("replaced", unsaved.replaced().orElse(null))
				.with("started", unsaved.started())
				.toBytes();
		}

		@Override
		public UnsavedCertificate decode(byte[] content) {
			JsonObject json = JsonObject.parse(content);
			JsonObject ordered = json.optionalObject("ordered");
			if (ordered == null) {
				throw new IllegalArgumentException("it does not say what was ordered");
			}
			return new UnsavedCertificate(
					this.certificates.decode(json.text("certificate").getBytes(StandardCharsets.US_ASCII)),
					StateRepository.StateCodec.ordered(ordered), Optional.ofNullable(json.optionalText("replaced")),
					json.instant("started"));
		}

	}

}
