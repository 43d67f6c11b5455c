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
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.toolbox.JSON;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.KeyType;
import io.github.acmeboot.issuer.order.Orders.OpenOrder;
import io.github.acmeboot.issuer.polling.ParkedException;
import io.github.acmeboot.issuer.progress.IssuanceStep;
import io.github.acmeboot.issuer.protocol.Operation;
import io.github.acmeboot.issuer.x509.CertificateVerifier;
import io.github.acmeboot.issuer.x509.KeyPairs;

/**
 * The way of an order: placed or resumed, proved, finalized, downloaded, verified.
 */
public final class OrderProcess {

	private static final Log logger = LogFactory.getLog(OrderProcess.class);

	/**
	 * How long an order is waited for that was waited for before. Whoever waits keeps the
	 * lock and one of a few slots, and looks again soon.
	 */
	private static final Duration GLANCE = Duration.ofMinutes(1);

	private final Orders orders = new Orders();

	private final CertificateVerifier verifier;

	private final Clock clock;

	private final Clock local;

	/**
	 * Creates a process.
	 * @param clock the clock by which to decide
	 * @param local the clock of this machine, by which answers to challenges expire
	 */
	public OrderProcess(Clock clock, Clock local) {
		this.verifier = new CertificateVerifier(clock);
		this.clock = clock;
		this.local = local;
	}

	/**
	 * Goes all the way, with the order under way or with a new one.
	 * @param issuance what is wanted, and with whom we talk
	 * @return the certificate, verified
	 * @throws AcmeException if it cannot be obtained. The order is forgotten if it can
	 * never be completed, and kept otherwise
	 */
	public IssuedCertificate run(Issuance issuance) {
		Opened opened = issuance.progress().call(IssuanceStep.ORDER, () -> open(issuance));
		IssuedCertificate issued = complete(issuance, opened.order());
		return (!opened.resumed() || isNew(issued, issuance)) ? issued
				: complete(issuance, issuance.progress().call(IssuanceStep.ORDER, () -> this.orders.place(issuance)));
	}

	/**
	 * Goes on with the order under way, and places none.
	 * @param issuance what is wanted, and with whom we talk
	 * @return the certificate, verified, or empty if there is no order that can be
	 * completed
	 * @throws AcmeException if it cannot be obtained now
	 */
	public Optional<IssuedCertificate> resume(Issuance issuance) {
		return issuance.progress()
			.call(IssuanceStep.ORDER, () -> this.orders.resume(issuance))
			.map((open) -> complete(issuance, open))
			.filter((issued) -> isNew(issued, issuance));
	}

	private Opened open(Issuance issuance) {
		return this.orders.resume(issuance)
			.map((order) -> new Opened(order, true))
			.orElseGet(() -> new Opened(this.orders.place(issuance), false));
	}

	/**
	 * Returns whether an order gave something new. One that was gone on with has not,
	 * after a crash between the save and the end of the journal: the certificate is the
	 * very one to replace, was even rolled back since, or is older than what came later.
	 * @param issued what the order gave
	 * @param issuance what is wanted
	 * @return whether no other order has to be placed
	 */
	private boolean isNew(IssuedCertificate issued, Issuance issuance) {
		boolean known = issuance.predecessor().filter((former) -> isNotAfter(issued, former)).isPresent()
				|| issuance.journal().isFormerGeneration(issued.leaf());
		if (known) {
			logger.info("Leaving the finished order of '" + issuance.name()
					+ "' alone: its certificate is stored already, and another one is wanted");
			this.orders.forget(issuance);
		}
		return !known;
	}

	private static boolean isNotAfter(IssuedCertificate issued, IssuedCertificate former) {
		return former.leaf().equals(issued.leaf()) || issued.notBefore().isBefore(former.notBefore());
	}

	private IssuedCertificate complete(Issuance issuance, OpenOrder open) {
		try {
			issuance.progress().ordered(open.order().getLocation().toString());
			return prove(issuance, open);
		}
		catch (ParkedException ex) {
			throw parked(issuance, ex);
		}
		catch (AcmeException ex) {
			if (OrderEnd.isLost(ex)) {
				this.orders.forget(issuance, ex);
			}
			throw ex;
		}
	}

	private IssuedCertificate prove(Issuance issuance, OpenOrder placed) {
		Status status = issuance.session().read(Operation.ORDER, placed.order()::getStatus);
		boolean looked = status == Status.PROCESSING;
		if (status == Status.PENDING) {
			issuance.progress()
				.run(IssuanceStep.AUTHORIZATION, () -> new Authorizations(issuance, this.local).prove(placed.order()));
		}
		OpenOrder open = withKey(issuance, placed);
		Duration orderTimeout = issuance.settings().orderTimeout();
		Finalization finalization = new Finalization(issuance, looked ? shorter(orderTimeout, GLANCE) : orderTimeout);
		JSON issued = issuance.progress()
			.call(IssuanceStep.FINALIZE, () -> finalization.complete(open.order(), open.keyPair()));
		return issuance.progress().call(IssuanceStep.DOWNLOAD, () -> download(issuance, issued, open.keyPair()));
	}

	private IssuedCertificate download(Issuance issuance, JSON issued, KeyPair keyPair) {
		URL url = issuance.session().read(Operation.ORDER, issued.get("certificate")::asURL);
		List<X509Certificate> chain = new Downloads(issuance).chain(url);
		this.verifier.verify(chain, keyPair.getPublic(), issuance.certificate().identifiers());
		return new IssuedCertificate(keyPair.getPrivate(), chain);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	private OpenOrder withKey(Issuance issuance, OpenOrder open) {
		KeyType type = issuance.certificate().keyType();
		KeyPair journalled = open.entry().keyPair();
		if (journalled != null && KeyPairs.isOfType(journalled.getPublic(), type)) {
			return open;
		}
		KeyPair keyPair = issuance.predecessor()
			.filter((former) -> issuance.certificate().reuseKey())
			.filter((former) -> KeyPairs.isOfType(former.leaf().getPublicKey(), type))
			.map((former) -> new KeyPair(former.leaf().getPublicKey(), former.privateKey()))
			.orElseGet(() -> KeyPairs.generate(type));
		return this.orders.withKey(issuance, open, keyPair);
	}

	private AcmeException parked(Issuance issuance, ParkedException cause) {
		Instant retryAfter = this.clock.instant().plus(cause.retryAfter());
		return new AcmeException(Reason.TIMEOUT,
				"The CA '%s' has no news of the order of '%s' yet. The order is kept and gone on with at the next attempt; 'acme.issuers.%s.timeouts' says how long to wait."
					.formatted(issuance.issuer(), issuance.name(), issuance.issuer()),
				cause, null, List.of(), cause.retryAfter().equals(Duration.ZERO) ? null : retryAfter);
	}

	/**
	 * An order to go on with.
	 *
	 * @param order the order
	 * @param resumed whether it was under way before
	 */
	private record Opened(OpenOrder order, boolean resumed) {

	}

}
