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

package io.github.acmeboot.test.profile;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.protocol.ProblemException;
import io.github.acmeboot.test.protocol.ProblemType;

/**
 * The profiles a CA offers, which can come and go while it runs. Thread-safe.
 */
public final class Profiles {

	private final Map<String, Profile> offered = new ConcurrentHashMap<>();

	/**
	 * Offers a profile.
	 * @param profile the profile, in place of any of the same name
	 */
	public void offer(Profile profile) {
		this.offered.put(profile.name(), profile);
	}

	/**
	 * Offers a profile no longer.
	 * @param name its name
	 */
	public void withdraw(String name) {
		this.offered.remove(name);
	}

	/**
	 * Returns the life of certificates.
	 * @param name the name of the profile
	 * @return the life, empty if the profile is not offered
	 */
	public Optional<Duration> certificateLife(String name) {
		return Optional.ofNullable(this.offered.get(name)).map(Profile::certificateLife);
	}

	/**
	 * Makes sure that something can be ordered.
	 * @param name the name of the profile
	 * @param identifiers the identifiers
	 */
	public void check(String name, Collection<Identifier> identifiers) {
		Profile profile = this.offered.get(name);
		if (profile == null) {
			throw new ProblemException(ProblemType.INVALID_PROFILE, "There is no profile '" + name + "'");
		}
		profile.check(identifiers);
	}

	/**
	 * Returns what the directory says.
	 * @return descriptions by name
	 */
	public Map<String, String> descriptions() {
		Map<String, String> descriptions = new TreeMap<>();
		this.offered.values()
			.forEach((one) -> descriptions.put(one.name(), "Certificates that live " + one.certificateLife()));
		return descriptions;
	}

}
