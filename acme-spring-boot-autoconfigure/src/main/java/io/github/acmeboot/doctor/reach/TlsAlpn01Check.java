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

package io.github.acmeboot.doctor.reach;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.challenge.TlsAlpn01Responder;
import io.github.acmeboot.doctor.Check;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding.Outcome;

/**
 * Presents an answer of its own and shakes hands with each address of each name, as a CA
 * does. A handshake names no token, so nothing is presented for a name that a CA may be
 * validating.
 */
final class TlsAlpn01Check implements Check {

	private final ValidationTargets targets;

	private final Trial trial;

	private final Function<Identifier, Integer> pending;

	/**
	 * Creates a check.
	 * @param targets finds the addresses
	 * @param trial presents answers
	 * @param pending counts the answers that are stored for a name
	 */
	TlsAlpn01Check(ValidationTargets targets, Trial trial, Function<Identifier, Integer> pending) {
		this.targets = targets;
		this.trial = trial;
		this.pending = pending;
	}

	@Override
	public String name() {
		return TlsAlpn01Responder.TYPE;
	}

	@Override
	public void examine(Examination examination) {
		this.trial.examine(examination, this::examine);
	}

	private void examine(Identifier identifier, Examination examination) {
		List<InetSocketAddress> addresses = this.targets.findOrSkip(name(), identifier, examination);
		if (addresses.isEmpty()) {
			return;
		}
		if (this.pending.apply(identifier) > 0) {
			examination.skip(identifier.value(), "An order is under way that a trial would be in the way of.");
			return;
		}
		this.trial.run(identifier,
				(request, presented) -> shakeHands(identifier, addresses, request, presented, examination));
	}

	private void shakeHands(Identifier identifier, List<InetSocketAddress> addresses, ChallengeRequest request,
			PresentedChallenge presented, Examination examination) {
		if (this.pending.apply(identifier) > 1) {
			examination.skip(identifier.value(), "An order has begun that a trial would be in the way of.");
			return;
		}
		examination.pause(presented.settlingTime());
		String remedy = "Have port 443 of '%s' lead to 'server.port' of this application, through nothing that ends TLS itself."
			.formatted(identifier);
		Attempt.atEach(addresses, new Attempt.Terms(identifier.value(), remedy, Outcome.FAIL), examination,
				(address, time) -> shakeHands(identifier, address, request, time));
	}

	private static Attempt shakeHands(Identifier identifier, InetSocketAddress address, ChallengeRequest request,
			Duration time) {
		try {
			return Connection.hold(address, time, time.multipliedBy(2), (socket) -> compare(address, request, Connection
				.shakeHands(socket, PresentedAnswer.serverName(identifier), TlsAlpn01Responder.PROTOCOL)));
		}
		catch (SSLHandshakeException ex) {
			return somebodyElse(address, "it speaks TLS, but not '" + TlsAlpn01Responder.PROTOCOL + "'", ex);
		}
		catch (SSLException ex) {
			return somebodyElse(address, "it does not speak TLS", ex);
		}
		catch (IOException ex) {
			return Attempt.unreached(address, Unreached.of(ex));
		}
	}

	private static Attempt somebodyElse(InetSocketAddress address, String what, SSLException failure) {
		return Attempt.failed(address,
				"Somebody else answers: %s (%s).".formatted(what,
						PrintableText.of(String.valueOf(failure.getMessage()))),
				"Somebody else answers: " + what + ".");
	}

	private static Attempt compare(InetSocketAddress address, ChallengeRequest request, SSLSocket socket)
			throws IOException {
		Certificate presented = socket.getSession().getPeerCertificates()[0];
		boolean negotiated = TlsAlpn01Responder.PROTOCOL.equals(socket.getApplicationProtocol());
		if (negotiated && presented instanceof X509Certificate certificate
				&& PresentedAnswer.answers(certificate, request.keyAuthorization())) {
			return Attempt.succeeded(address, "This application presents the answer.");
		}
		String whose = (presented instanceof X509Certificate certificate)
				? "'" + PrintableText.of(certificate.getSubjectX500Principal().getName()) + "'" : "another kind";
		String unknown = negotiated ? "" : ", and does not know '" + TlsAlpn01Responder.PROTOCOL + "'";
		return Attempt.failed(address,
				"Somebody else answers: it presents the certificate of %s%s.".formatted(whose, unknown),
				"Somebody else answers: it presents another certificate" + unknown + ".");
	}

}
