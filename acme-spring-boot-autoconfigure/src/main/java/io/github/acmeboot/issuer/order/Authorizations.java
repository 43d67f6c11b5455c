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

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Status;

import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.issuer.polling.FetchWatch;
import io.github.acmeboot.issuer.polling.OrderPolling;
import io.github.acmeboot.issuer.polling.PollSchedule;
import io.github.acmeboot.issuer.polling.Timeline;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * Proves control of the identifiers of an order: presents all answers, then triggers all
 * challenges, then watches the order. What was presented is always taken away.
 */
final class Authorizations {

	private static final Log logger = LogFactory.getLog(Authorizations.class);

	private final Issuance issuance;

	private final Proofs proofs;

	Authorizations(Issuance issuance, Clock clock) {
		this.issuance = issuance;
		this.proofs = new Proofs(issuance, clock);
	}

	void prove(Order order) {
		List<Proof> open = this.proofs.of(order);
		List<PresentedChallenge> presented = new ArrayList<>();
		FetchWatch watch = new FetchWatch(this.issuance.timeline(), open.size());
		try {
			open.forEach((proof) -> present(proof, presented, watch));
			settle(presented);
			List<Verdict> verdicts = this.issuance.client()
				.forEach(this.issuance.session(), open, this.proofs::trigger);
			await(order, open, verdicts, watch);
		}
		finally {
			presented.forEach(this::close);
		}
	}

	private void present(Proof proof, List<PresentedChallenge> presented, FetchWatch watch) {
		int answer = presented.size();
		PresentedChallenge challenge = this.issuance.solver().present(proof.request());
		presented.add(challenge);
		challenge.onFetched(() -> watch.fetched(answer));
		this.issuance.progress().presented(proof.identifier());
	}

	private void settle(List<PresentedChallenge> presented) {
		Timeline timeline = this.issuance.timeline();
		Duration longest = presented.stream()
			.map(PresentedChallenge::settlingTime)
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
		timeline.pauseUntil(timeline.elapsed().plus(longest));
		awaitVisible(presented);
	}

	private void awaitVisible(List<PresentedChallenge> presented) {
		Timeline timeline = this.issuance.timeline();
		List<PresentedChallenge> hidden = new ArrayList<>(presented);
		while (!hidden.isEmpty()) {
			List<Duration> waits = new ArrayList<>();
			hidden.removeIf((challenge) -> {
				Optional<Duration> wait = challenge.untilVisible();
				wait.ifPresent(waits::add);
				return wait.isEmpty();
			});
			if (!waits.isEmpty()) {
				timeline.pauseUntil(timeline.elapsed().plus(Collections.min(waits)));
			}
		}
	}

	private void await(Order order, List<Proof> open, List<Verdict> verdicts, FetchWatch watch) {
		OrderLook look = new OrderLook(this.issuance, order, Set.of(Status.PENDING), () -> this.proofs.inspect(open));
		if (verdicts.stream().anyMatch(Verdict::isFailed)) {
			look.inspect();
		}
		boolean validated = verdicts.stream().allMatch((verdict) -> verdict.status() == Status.VALID);
		if (!validated || !look.look()) {
			PollSchedule schedule = PollSchedule.ofValidation(ThreadLocalRandom.current());
			new OrderPolling(this.issuance.timeline(), schedule, watch).await(Optional.empty(),
					this.issuance.settings().authorizationTimeout(), look);
		}
		if (order.getStatus() == Status.INVALID) {
			look.inspect();
			throw this.issuance.problems().orderFailed(this.issuance.session().read(Operation.ORDER, order::getError));
		}
	}

	private void close(PresentedChallenge challenge) {
		try {
			challenge.close();
		}
		catch (RuntimeException ex) {
			logger.warn("Unable to take away an answer to a challenge of '" + this.issuance.name()
					+ "'; it expires by itself", ex);
		}
	}

}
