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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;

/**
 * Issuers that are only known, and never asked for anything.
 */
public final class TestIssuers implements CertificateIssuer {

	final Map<String, URI> directories = new HashMap<>();

	final Map<String, String> profiles = new HashMap<>();

	/**
	 * Plans with issuers nothing is known of.
	 * @param enabled whether certificates are renewed by themselves
	 * @return a planner
	 */
	public static RenewalPlanner planner(boolean enabled) {
		return new RenewalPlanner(new RequestTerms(new TestIssuers()), enabled, true);
	}

	@Override
	public IssuedCertificate issue(IssuanceRequest request) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void complete(IssuanceRequest request) {
	}

	@Override
	public Optional<URI> directory(String issuer) {
		return Optional.ofNullable(this.directories.get(issuer));
	}

	@Override
	public Optional<String> profile(String issuer) {
		return Optional.ofNullable(this.profiles.get(issuer));
	}

}
