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

package io.github.acmeboot.tls;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.SealedValueException;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.repository.Stored;
import io.github.acmeboot.store.repository.UnsavedCertificate;

/**
 * The certificates an application starts with: out of the store, or else out of the local
 * copy. A store that fails is asked no more, so that a start waits for it once at most;
 * one that is slow is asked only for what the local copy does not have.
 */
final class FirstCertificates {

	static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final Log logger = LogFactory.getLog(FirstCertificates.class);

	private final Map<String, IssuedCertificate> found = new LinkedHashMap<>();

	private final List<String> copied = new ArrayList<>();

	private final List<String> missing = new ArrayList<>();

	private final CertificateRepository repository;

	private final LocalCopy copy;

	private final LongSupplier nanoTime;

	private final long start;

	private @Nullable String trouble;

	private boolean failed;

	FirstCertificates(CertificateRepository repository, LocalCopy copy, LongSupplier nanoTime) {
		this.repository = repository;
		this.copy = copy;
		this.nanoTime = nanoTime;
		this.start = nanoTime.getAsLong();
	}

	void find(String name) {
		boolean late = this.nanoTime.getAsLong() - this.start > PATIENCE.toNanos();
		if (late && this.trouble == null) {
			this.trouble = "It is slow.";
		}
		if ((this.failed || late) && findCopy(name)) {
			return;
		}
		if (this.failed) {
			this.missing.add(name);
			return;
		}
		ask(name);
	}

	Map<String, IssuedCertificate> found() {
		return this.found;
	}

	/**
	 * Says what is served from where, if the store was of no use.
	 */
	void report() {
		if (this.trouble != null && (this.failed || !this.copied.isEmpty())) {
			logger.warn("The certificates could not all be read from the store: " + this.trouble + " Starting with "
					+ Stream
						.of(describe("", this.copied, " from the local copy"),
								describe("placeholders for ", this.missing, ""))
						.flatMap(Optional::stream)
						.collect(Collectors.joining(" and "))
					+ "; the store is asked again once the application has started");
		}
	}

	private void ask(String name) {
		try {
			Optional<Stored<IssuedCertificate>> stored = this.repository.findCurrent(name);
			this.copy.findUnsaved(name)
				.filter((unsaved) -> stored.isEmpty() || unsaved.replaced().equals(stored.map(Stored::version)))
				.map(UnsavedCertificate::certificate)
				.or(() -> stored.map(Stored::value))
				.ifPresent((certificate) -> this.found.put(name, certificate));
		}
		catch (UnreadableValueException | SealedValueException ex) {
			String substitute = findCopy(name) ? "the local copy of" : findFormer(name);
			logger.warn("Starting with " + substitute + " '" + name + "': " + ex.getMessage());
			logger.debug("Unable to read a stored certificate", ex);
		}
		catch (RuntimeException ex) {
			logger.debug("Unable to read the stored certificates", ex);
			this.failed = true;
			this.trouble = String.valueOf(ex.getMessage());
			find(name);
		}
	}

	private String findFormer(String name) {
		try {
			Optional<IssuedCertificate> former = this.repository.findPrevious(name);
			former.ifPresent((certificate) -> this.found.put(name, certificate));
			return former.map((certificate) -> "the former certificate, valid until " + certificate.notAfter() + ", of")
				.orElse("a placeholder for");
		}
		catch (SealedValueException | UnreadableValueException ex) {
			logger.debug("Unable to read the former certificate either", ex);
			return "a placeholder for";
		}
	}

	private boolean findCopy(String name) {
		Optional<IssuedCertificate> kept = this.copy.findUnsaved(name)
			.map(UnsavedCertificate::certificate)
			.or(() -> this.copy.find(name));
		kept.ifPresent((certificate) -> {
			this.found.put(name, certificate);
			this.copied.add(name);
		});
		return kept.isPresent();
	}

	private static Optional<String> describe(String before, List<String> names, String after) {
		return names.isEmpty() ? Optional.empty()
				: Optional.of(names.stream().collect(Collectors.joining("', '", before + "'", "'" + after)));
	}

}
