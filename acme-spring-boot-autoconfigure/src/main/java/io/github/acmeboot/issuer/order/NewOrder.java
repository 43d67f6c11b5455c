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

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Metadata;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.OrderBuilder;
import org.shredzone.acme4j.connector.Resource;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.AcmeUtils;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * Places an order with the extras the CA offers: a profile, and the certificate it
 * replaces. An extra that the CA refuses all the same is left out, and the order placed
 * again at once.
 */
final class NewOrder {

	private static final Log logger = LogFactory.getLog(NewOrder.class);

	/**
	 * Refusals that an order without {@code replaces} may not meet.
	 */
	private static final Set<String> OF_REPLACEMENT = Set.of("alreadyReplaced", "conflict", "malformed",
			"unauthorized");

	private static final Set<String> OF_PROFILE = Set.of("invalidProfile");

	private final Set<String> withoutProfile = ConcurrentHashMap.newKeySet();

	/**
	 * Returns what an order has beside its identifiers, as far as the CA offers that.
	 * @param issuance what is wanted
	 * @return the extras
	 */
	Extras extras(Issuance issuance) {
		return new Extras(profile(issuance), issuance.replaces().filter((replaces) -> isOffered(issuance, replaces)));
	}

	/**
	 * Places an order.
	 * @param issuance what is wanted
	 * @param wanted what the order has beside its identifiers, unless the CA refuses that
	 * @return the order
	 */
	Order place(Issuance issuance, Extras wanted) {
		Extras extras = wanted;
		while (true) {
			issuance.checkpoint().run();
			issuance.allowance().replacing(extras.replaces().isPresent());
			try {
				OrderBuilder builder = builder(issuance, extras);
				return issuance.session().exchange(Operation.NEW_ORDER, builder::create);
			}
			catch (AcmeException ex) {
				extras = without(issuance, extras, ex);
			}
		}
	}

	private static OrderBuilder builder(Issuance issuance, Extras extras) {
		OrderBuilder builder = issuance.login().newOrder();
		issuance.certificate()
			.identifiers()
			.forEach((identifier) -> builder.identifier(Identifiers.toAcme4j(identifier)));
		if (extras.profile() != null) {
			builder.profile(extras.profile());
		}
		extras.replaces().map(Replaces::certificate).ifPresent(builder::replaces);
		return builder;
	}

	private Extras without(Issuance issuance, Extras extras, AcmeException refusal) {
		String problem = refusal.getProblemType().map((type) -> type.substring(type.lastIndexOf(':') + 1)).orElse("");
		if (extras.replaces().isPresent() && OF_REPLACEMENT.contains(problem)) {
			logger.info("Placing the order of '" + issuance.name() + "' without saying what it replaces: "
					+ refusal.getMessage());
			extras.replaces().get().refused().run();
			return new Extras(extras.profile(), Optional.empty());
		}
		if (extras.profile() != null && OF_PROFILE.contains(problem)) {
			warnOnce(issuance, extras.profile(), String.valueOf(refusal.getMessage()));
			return new Extras(null, extras.replaces());
		}
		throw refusal;
	}

	private @Nullable String profile(Issuance issuance) {
		String wanted = issuance.profile();
		if (wanted == null) {
			return null;
		}
		Metadata metadata = issuance.session().exchange(Operation.DIRECTORY, issuance.session()::getMetadata);
		if (metadata.isProfileAllowed(wanted)) {
			return wanted;
		}
		warnOnce(issuance, wanted,
				"The CA '" + issuance.issuer() + "' has no profile '" + wanted + "' but " + metadata.getProfiles());
		return null;
	}

	private void warnOnce(Issuance issuance, String profile, String reason) {
		String message = reason + "; ordering '" + issuance.name() + "' without one";
		if (this.withoutProfile.add(issuance.issuer() + " " + issuance.name() + " " + profile)) {
			logger.warn(message);
		}
		else {
			logger.debug(message);
		}
	}

	private static boolean isOffered(Issuance issuance, Replaces replaces) {
		return issuance.session()
			.exchange(Operation.DIRECTORY, () -> issuance.session().resourceUrlOptional(Resource.RENEWAL_INFO))
			.isPresent() && hasIdentifier(issuance, replaces);
	}

	private static boolean hasIdentifier(Issuance issuance, Replaces replaces) {
		try {
			return !AcmeUtils.getRenewalUniqueIdentifier(replaces.certificate()).isEmpty();
		}
		catch (AcmeProtocolException ex) {
			logger.debug("The certificate of '" + issuance.name() + "' has no identifier by RFC 9773", ex);
			return false;
		}
	}

	/**
	 * What an order has beside its identifiers.
	 *
	 * @param profile the profile, or {@code null} for none
	 * @param replaces what it replaces
	 */
	record Extras(@Nullable String profile, Optional<Replaces> replaces) {

	}

}
