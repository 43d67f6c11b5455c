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

package io.github.acmeboot.issuer.order;

import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.TokenChallenge;
import org.springframework.core.log.LogMessage;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * Knows what is left to prove, and what has become of it. Authorizations that are valid
 * already need no proof.
 */
final class Proofs {

	private static final Log logger = LogFactory.getLog(Proofs.class);

	private static final Duration MARGIN = Duration.ofMinutes(1);

	private final Issuance issuance;

	private final Clock clock;

	private final String type;

	Proofs(Issuance issuance, Clock clock) {
		this.issuance = issuance;
		this.clock = clock;
		this.type = issuance.solver().type();
	}

	List<Proof> of(Order order) {
		List<URL> urls = order.getAuthorizations().stream().map(Authorization::getLocation).toList();
		return this.issuance.client()
			.forEach(this.issuance.session(), urls, this::open)
			.stream()
			.flatMap(Optional::stream)
			.toList();
	}

	Status trigger(AcmeSession session, Proof proof) {
		if (proof.status() != Status.PENDING) {
			return proof.status();
		}
		Challenge challenge = this.issuance.login(session).createChallenge(proof.challenge());
		return session.exchange(Operation.CHALLENGE, () -> {
			challenge.trigger();
			return verdict(challenge, proof.request().identifier());
		});
	}

	void inspect(Proof proof) {
		Authorization authorization = this.issuance.login().bindAuthorization(proof.authorization());
		this.issuance.session().exchange(Operation.AUTHORIZATION, () -> {
			authorization.fetch();
			return verdict(challenge(authorization, proof.request().identifier()), proof.request().identifier());
		});
	}

	private Optional<Proof> open(AcmeSession session, URL url) {
		Authorization authorization = this.issuance.login(session).bindAuthorization(url);
		return session.exchange(Operation.AUTHORIZATION, () -> {
			authorization.fetch();
			return proof(authorization);
		});
	}

	private Optional<Proof> proof(Authorization authorization) {
		Identifier identifier = Identifiers.fromAcme4j(authorization.getIdentifier());
		if (authorization.getStatus() == Status.VALID) {
			logger.debug(LogMessage.format("Control of '%s' is proved already", identifier));
			return Optional.empty();
		}
		TokenChallenge challenge = challenge(authorization, identifier);
		if (authorization.getStatus() != Status.PENDING) {
			throw failed(identifier, challenge);
		}
		String token = challenge.getJSON().get("token").asString();
		ChallengeRequest request = new ChallengeRequest(identifier, token, challenge.getAuthorization(), expires());
		return Optional.of(new Proof(authorization.getLocation(), challenge.getJSON(), challenge.getStatus(), request));
	}

	private TokenChallenge challenge(Authorization authorization, Identifier identifier) {
		List<Challenge> offered = authorization.getChallenges();
		return offered.stream()
			.filter((challenge) -> challenge.getType().equals(this.type))
			.filter(TokenChallenge.class::isInstance)
			.map(TokenChallenge.class::cast)
			.findFirst()
			.orElseThrow(() -> notOffered(identifier, offered));
	}

	private Status verdict(Challenge challenge, Identifier identifier) {
		Status status = challenge.getStatus();
		boolean abandoned = status == Status.PENDING && challenge.getError().isPresent();
		if (status == Status.INVALID || abandoned) {
			throw failed(identifier, challenge);
		}
		return status;
	}

	private Instant expires() {
		return this.clock.instant().plus(this.issuance.settings().authorizationTimeout()).plus(MARGIN);
	}

	private AcmeException failed(Identifier identifier, Challenge challenge) {
		this.issuance.allowance().authorizationFailed(identifier);
		return this.issuance.problems().challengeFailed(identifier, this.type, challenge.getError());
	}

	private AcmeException notOffered(Identifier identifier, List<Challenge> offered) {
		List<String> types = offered.stream().map(Challenge::getType).sorted().toList();
		return new AcmeException(Reason.CONFIGURATION,
				"The CA '%s' offers no %s challenge for '%s', but %s. Set 'acme.certificates.%s.challenge' to one of these."
					.formatted(this.issuance.issuer(), this.type, identifier, types, this.issuance.name()));
	}

}
