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

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.issuer.CertificateIssuer;
import io.github.acmeboot.issuer.IssuanceRequest;
import io.github.acmeboot.issuer.RenewalInfo;
import io.github.acmeboot.issuer.RevocationRequest;

/**
 * An issuer that does what the test says, and remembers what it was asked.
 */
final class ScriptedIssuer implements CertificateIssuer {

	private final Clock clock;

	final List<Instant> attempts = new CopyOnWriteArrayList<>();

	final List<IssuanceRequest> requests = new CopyOnWriteArrayList<>();

	final List<IssuanceRequest> completed = new CopyOnWriteArrayList<>();

	final List<RevocationRequest> revocations = new CopyOnWriteArrayList<>();

	volatile int accountsKept;

	final List<Instant> polls = new CopyOnWriteArrayList<>();

	final Map<String, URI> directories = new ConcurrentHashMap<>();

	final Map<String, String> profiles = new ConcurrentHashMap<>();

	private volatile Function<IssuedCertificate, Optional<RenewalInfo>> suggestion = (certificate) -> Optional.empty();

	volatile RevocationRequest.Signer signer = RevocationRequest.Signer.ACCOUNT;

	volatile @Nullable RuntimeException refusal;

	private volatile Function<IssuanceRequest, IssuedCertificate> script;

	private volatile Function<IssuanceRequest, Optional<IssuedCertificate>> resumption = (request) -> Optional.empty();

	private volatile Duration life = Duration.ofDays(90);

	ScriptedIssuer(Clock clock) {
		this.clock = clock;
		this.script = this::certificate;
	}

	void does(Function<IssuanceRequest, IssuedCertificate> script) {
		this.script = script;
	}

	void resumes(Function<IssuanceRequest, Optional<IssuedCertificate>> resumption) {
		this.resumption = resumption;
	}

	void issues(Duration life) {
		this.life = life;
		this.script = this::certificate;
	}

	void suggests(Function<IssuedCertificate, RenewalInfo> suggestion) {
		this.suggestion = (certificate) -> Optional.of(suggestion.apply(certificate));
	}

	void fails(AcmeException.Reason reason) {
		fails(new AcmeException(reason, "No."));
	}

	void fails(AcmeException failure) {
		this.script = (request) -> {
			throw failure;
		};
	}

	IssuedCertificate certificate(IssuanceRequest request) {
		return TestCertificates.issued(this.clock.instant().truncatedTo(ChronoUnit.SECONDS), this.life,
				request.certificate().identifiers().stream().map(Identifier::value).toArray(String[]::new));
	}

	@Override
	public IssuedCertificate issue(IssuanceRequest request) {
		this.attempts.add(this.clock.instant());
		this.requests.add(request);
		return this.script.apply(request);
	}

	@Override
	public Optional<IssuedCertificate> resume(IssuanceRequest request) {
		return this.resumption.apply(request);
	}

	@Override
	public void complete(IssuanceRequest request) {
		this.completed.add(request);
	}

	@Override
	public Optional<RenewalInfo> renewalInfo(String issuer, IssuedCertificate certificate) {
		this.polls.add(this.clock.instant());
		return this.suggestion.apply(certificate);
	}

	@Override
	public Optional<URI> directory(String issuer) {
		return Optional.ofNullable(this.directories.get(issuer));
	}

	@Override
	public Optional<String> profile(String issuer) {
		return Optional.ofNullable(this.profiles.get(issuer));
	}

	@Override
	public RevocationRequest.Signer revoke(RevocationRequest request) {
		RuntimeException refusal = this.refusal;
		if (refusal != null) {
			throw refusal;
		}
		this.revocations.add(request);
		return this.signer;
	}

	@Override
	public List<String> keepAccounts() {
		this.accountsKept++;
		return List.of();
	}

}
