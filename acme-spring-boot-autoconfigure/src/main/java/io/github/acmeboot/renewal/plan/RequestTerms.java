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

package io.github.acmeboot.renewal.plan;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.store.repository.CertificateState.Ordered;

/**
 * Says what a certificate is ordered as, and whether that is still what is wanted. An
 * issuer is its directory rather than its name, and what it does by default is part of
 * what is wanted; of what was ordered before either was recorded, they are taken to be
 * the same.
 */
public final class RequestTerms {

	private final CertificateIssuer issuers;

	/**
	 * Creates the terms.
	 * @param issuers tell where they are, and their default profiles
	 */
	public RequestTerms(CertificateIssuer issuers) {
		this.issuers = issuers;
	}

	/**
	 * Returns what a certificate is ordered as now.
	 * @param asked what is asked for
	 * @param issuer the name of the issuer
	 * @return what to remember of the order
	 */
	public Ordered of(ManagedCertificate asked, String issuer) {
		URI directory = this.issuers.directory(issuer).orElse(null);
		return new Ordered(asked.identifiers(), asked.keyType(), profile(asked, issuer, directory), issuer, directory);
	}

	boolean isOrderedFromAny(ManagedCertificate wanted, Ordered ordered) {
		return wanted.issuers().stream().anyMatch((issuer) -> isOrderedFrom(issuer, ordered));
	}

	boolean isOrderedFrom(String issuer, Ordered ordered) {
		return issuer.equals(ordered.issuer()) && (ordered.directory() == null || this.issuers.directory(issuer)
			.filter((directory) -> !directory.equals(ordered.directory()))
			.isEmpty());
	}

	boolean areOf(ManagedCertificate wanted, Ordered ordered) {
		return hasNames(wanted, ordered.identifiers()) && areOfKind(wanted, ordered);
	}

	boolean areOfKind(ManagedCertificate wanted, Ordered ordered) {
		return ordered.keyType() == wanted.keyType() && isOrderedFromAny(wanted, ordered)
				&& Objects.equals(ordered.profile(), profile(wanted, ordered.issuer(), ordered.directory()));
	}

	static boolean hasNames(ManagedCertificate wanted, List<Identifier> names) {
		return new HashSet<>(names).equals(new HashSet<>(wanted.identifiers()));
	}

	private @Nullable String profile(ManagedCertificate asked, String issuer, @Nullable URI directory) {
		Optional<String> own = Optional.ofNullable(asked.profile());
		return ((directory != null) ? own.or(() -> this.issuers.profile(issuer)) : own).orElse(null);
	}

}
