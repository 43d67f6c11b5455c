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
import java.util.stream.Stream;

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
import io.github.acmeboot.AcmeException.Remedy;
import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.issuer.polling.Timeline;
import io.github.acmeboot.issuer.problem.FailedChallenge;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * Knows what is left to prove, and what has become of it. Authorizations that are valid
 * already need no proof.
 */
final class Proofs {

	private static final Log logger = LogFactory.getLog(Proofs.class);

	private static final Duration MARGIN = Duration.ofMinutes(1);

	private static final int MORE_LOOKS = 3;

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final Issuance issuance;

	private final Clock clock;

	private final String type;

	Proofs(Issuance issuance, Clock clock) {
		this.issuance = issuance;
		this.clock = clock;
		this.type = issuance.solver().type();
	}

	/**
	 * Opens the authorizations of an order.
	 * @param order the order
	 * @return what is left to prove
	 * @throws AcmeException if an authorization has failed already; all of those are
	 * named
	 */
	List<Proof> of(Order order) {
		List<URL> urls = this.issuance.session()
			.read(Operation.ORDER, order::getAuthorizations)
			.stream()
			.map(Authorization::getLocation)
			.toList();
		List<Opened> opened = this.issuance.client().forEach(this.issuance.session(), urls, this::open);
		report(opened.stream().map(Opened::failure));
		return opened.stream().map(Opened::proof).flatMap(Optional::stream).toList();
	}

	/**
	 * Has the CA validate a challenge. If it does not answer, it may validate all the
	 * same, and has to find what is presented: hence that is found out before anything is
	 * given up.
	 * @param session the session to ask in
	 * @param proof what to prove
	 * @return what has become of it
	 */
	Verdict trigger(AcmeSession session, Proof proof) {
		if (proof.status() != Status.PENDING) {
			return Verdict.of(proof.status());
		}
		try {
			return triggerOnce(session, proof);
		}
		catch (AcmeException ex) {
			if (ex.getRemedy() != Remedy.SECONDS) {
				throw ex;
			}
			logger.debug(LogMessage.format("Control of '%s': not answered", proof.identifier()), ex);
			Verdict verdict = look(session, proof);
			return (verdict.status() == Status.PENDING) ? triggerOnce(session, proof) : verdict;
		}
	}

	private Verdict triggerOnce(AcmeSession session, Proof proof) {
		Challenge challenge = this.issuance.login(session).createChallenge(proof.challenge());
		return session.exchange(Operation.CHALLENGE, () -> {
			challenge.trigger();
			return verdict(challenge, proof.identifier());
		});
	}

	/**
	 * Looks whether challenges have failed. When one has, the others are given a little
	 * time, so that all that fail are named at once.
	 * @param open what is to be proved
	 * @throws AcmeException if one has failed; all of those are named
	 */
	void inspect(List<Proof> open) {
		List<Verdict> verdicts = look(open);
		Timeline timeline = this.issuance.timeline();
		for (int i = 0; i < MORE_LOOKS && verdicts.stream().anyMatch(Verdict::isFailed)
				&& verdicts.stream().anyMatch(Verdict::isOpen); i++) {
			timeline.pauseUntil(timeline.elapsed().plus(PAUSE));
			verdicts = look(open);
		}
		report(verdicts.stream().map(Verdict::failure));
	}

	private List<Verdict> look(List<Proof> open) {
		return this.issuance.client().forEach(this.issuance.session(), open, this::look);
	}

	private Verdict look(AcmeSession session, Proof proof) {
		Authorization authorization = this.issuance.login(session).bindAuthorization(proof.authorization());
		return session.exchange(Operation.AUTHORIZATION, () -> {
			authorization.fetch();
			return verdict(challenge(authorization, proof.identifier()), proof.identifier());
		});
	}

	private void report(Stream<Optional<FailedChallenge>> failures) {
		List<FailedChallenge> failed = failures.flatMap(Optional::stream).toList();
		if (!failed.isEmpty()) {
			throw this.issuance.problems().challengesFailed(failed);
		}
	}

	private Opened open(AcmeSession session, URL url) {
		Authorization authorization = this.issuance.login(session).bindAuthorization(url);
		return session.exchange(Operation.AUTHORIZATION, () -> {
			authorization.fetch();
			return open(authorization);
		});
	}

	private Opened open(Authorization authorization) {
		Identifier identifier = Identifiers.ordered(authorization);
		if (authorization.getStatus() == Status.VALID) {
			logger.debug(LogMessage.format("Control of '%s' is proved already", identifier));
			return new Opened(Optional.empty(), Optional.empty());
		}
		TokenChallenge challenge = challenge(authorization, identifier);
		if (authorization.getStatus() != Status.PENDING) {
			return new Opened(Optional.empty(), Optional.of(failed(identifier, challenge)));
		}
		String token = challenge.getJSON().get("token").asString();
		ChallengeRequest request = new ChallengeRequest(identifier.withoutWildcard(), token,
				challenge.getAuthorization(), expires());
		return new Opened(Optional.of(new Proof(identifier, authorization.getLocation(), challenge.getJSON(),
				challenge.getStatus(), request)), Optional.empty());
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

	private Verdict verdict(Challenge challenge, Identifier identifier) {
		Status status = challenge.getStatus();
		boolean abandoned = status == Status.PENDING && challenge.getError().isPresent();
		return (status == Status.INVALID || abandoned) ? Verdict.of(failed(identifier, challenge)) : Verdict.of(status);
	}

	private Instant expires() {
		return this.clock.instant().plus(this.issuance.settings().authorizationTimeout()).plus(MARGIN);
	}

	private FailedChallenge failed(Identifier identifier, Challenge challenge) {
		this.issuance.allowance().authorizationFailed(identifier.withoutWildcard());
		return new FailedChallenge(identifier, this.type, challenge.getError());
	}

	private AcmeException notOffered(Identifier identifier, List<Challenge> offered) {
		List<String> types = offered.stream().map(Challenge::getType).sorted().toList();
		return new AcmeException(Reason.CONFIGURATION,
				"The CA '%s' offers no %s challenge for '%s', but %s. Set 'acme.certificates.%s.challenge' to one of these."
					.formatted(this.issuance.issuer(), this.type, identifier, types, this.issuance.name()));
	}

	/**
	 * An authorization that was looked at.
	 *
	 * @param proof what is left to prove
	 * @param failure why it failed already
	 */
	private record Opened(Optional<Proof> proof, Optional<FailedChallenge> failure) {

	}

}
