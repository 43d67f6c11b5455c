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

import java.net.URI;
import java.security.KeyPair;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.Identifier;

/**
 * An order under way (RFC 8555 section 7.1.3). The text never shows the key.
 *
 * @param issuer the name of the issuer
 * @param directory the URL of the CA's directory
 * @param location the URL of the order, or {@code null} while the CA has not said that it
 * was placed
 * @param identifiers what was ordered
 * @param profile the profile that was asked for, whether the CA took it or not, or
 * {@code null} for none
 * @param keyPair the key of the CSR, or {@code null} before finalize
 * @param fence the number of the lease it was recorded under, or zero
 */
public record OrderEntry(String issuer, URI directory, @Nullable URI location, List<Identifier> identifiers,
		@Nullable String profile, @Nullable KeyPair keyPair, long fence) {

	public OrderEntry {
		identifiers = List.copyOf(identifiers);
	}

	/**
	 * Creates an entry for an order that is about to be placed.
	 * @param issuer the name of the issuer
	 * @param directory the URL of the CA's directory
	 * @param identifiers what is ordered
	 * @param profile the profile that is ordered, or {@code null} for none
	 * @param fence the number of the lease it is recorded under
	 * @return the entry
	 */
	public static OrderEntry intended(String issuer, URI directory, List<Identifier> identifiers,
			@Nullable String profile, long fence) {
		return new OrderEntry(issuer, directory, null, identifiers, profile, null, fence);
	}

	/**
	 * Returns the same order, now that it is placed.
	 * @param location the URL of the order
	 * @return the order
	 */
	public OrderEntry at(URI location) {
		return new OrderEntry(this.issuer, this.directory, location, this.identifiers, this.profile, this.keyPair,
				this.fence);
	}

	/**
	 * Returns whether it is an order for some identifiers.
	 * @param identifiers what is wanted now
	 * @return whether exactly these were ordered, in any order
	 */
	public boolean isFor(List<Identifier> identifiers) {
		return Set.copyOf(this.identifiers).equals(Set.copyOf(identifiers));
	}

	/**
	 * Returns the same order as it is recorded next.
	 * @param keyPair the key of the CSR, or {@code null} before finalize
	 * @param fence the number of the lease it is recorded under
	 * @return the order
	 */
	public OrderEntry with(@Nullable KeyPair keyPair, long fence) {
		return new OrderEntry(this.issuer, this.directory, this.location, this.identifiers, this.profile, keyPair,
				fence);
	}

	@Override
	public String toString() {
		return "OrderEntry[issuer=" + this.issuer + ", location=" + this.location + ", identifiers=" + this.identifiers
				+ ((this.keyPair != null) ? ", keyPair=******]" : "]");
	}

}
