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
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.Http01Responder;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.doctor.Check;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding.Outcome;

/**
 * Presents an answer of its own and fetches it from each address of each name, as a CA
 * does.
 */
final class Http01Check implements Check {

	private static final int OK = 200;

	private static final int NOT_FOUND = 404;

	private final ValidationTargets targets;

	private final Trial trial;

	private final Settings settings;

	Http01Check(ValidationTargets targets, Trial trial, Settings settings) {
		this.targets = targets;
		this.trial = trial;
		this.settings = settings;
	}

	@Override
	public String name() {
		return Http01Responder.TYPE;
	}

	@Override
	public void examine(Examination examination) {
		this.trial.examine(examination, this::examine);
	}

	private void examine(Identifier identifier, Examination examination) {
		List<InetSocketAddress> addresses = this.targets.findOrSkip(name(), identifier, examination);
		if (!addresses.isEmpty()) {
			this.trial.run(identifier,
					(request, presented) -> fetch(identifier, addresses, request, presented, examination));
		}
	}

	private void fetch(Identifier identifier, List<InetSocketAddress> addresses, ChallengeRequest request,
			PresentedChallenge presented, Examination examination) {
		AtomicBoolean own = new AtomicBoolean();
		presented.onFetched(() -> own.set(true));
		examination.pause(presented.settlingTime());
		Attempt.Terms terms = new Attempt.Terms(identifier.value(), remedy(identifier), Outcome.WARN);
		Attempt.atEach(addresses, terms, examination, (address, time) -> {
			own.set(false);
			Redirects redirects = new Redirects(examination.certificate(), identifier, address);
			return fetch(address, new HttpFetch(redirects, time), page(identifier, request.token()), request, own);
		});
	}

	private Attempt fetch(InetSocketAddress address, HttpFetch fetch, URI page, ChallengeRequest request,
			AtomicBoolean own) {
		try {
			HttpAnswer answer = fetch.get(address, page);
			if (answer.status() == OK && answer.body().strip().equals(request.keyAuthorization())) {
				return Attempt.succeeded(address,
						(own.get() ? "This instance" : "Another instance") + " answers" + way(fetch) + ".");
			}
			return Attempt.failed(address, "Somebody else answers" + way(fetch) + ": " + answer + "." + hint(answer),
					"Somebody else answers" + briefly(fetch) + ": " + answer.ownWords() + "." + hint(answer));
		}
		catch (IOException ex) {
			Unreached unreached = Unreached.of(ex);
			return fetch.passed().isEmpty() ? Attempt.unreached(address, unreached)
					: Attempt.failed(address,
							"It answers with a redirect" + way(fetch) + ", and there: " + unreached.text(),
							"It answers with a redirect, and there: " + unreached.ownWords());
		}
	}

	private static URI page(Identifier identifier, String token) {
		String host = (identifier.value().indexOf(':') >= 0) ? "[" + identifier + "]" : identifier.value();
		return URI.create("http://" + host + Http01Responder.PATH + token);
	}

	private static String way(HttpFetch fetch) {
		return fetch.passed().isEmpty() ? "" : " after a redirect to '" + String.join("' and '", fetch.passed()) + "'";
	}

	private static String briefly(HttpFetch fetch) {
		return fetch.passed().isEmpty() ? "" : " after a redirect";
	}

	private String hint(HttpAnswer answer) {
		return (answer.status() == NOT_FOUND && this.settings.restricted())
				? " It may be this application: 'acme.challenge.http.allowed-sources' may leave out this machine." : "";
	}

	private String remedy(Identifier identifier) {
		String here = (this.settings.port() > 0)
				? "port " + this.settings.port() + " of this application ('acme.challenge.http.port')"
				: "this application";
		return "Have port 80 of '%s' lead to %s, or only what is below '%s' of it.".formatted(identifier, here,
				Http01Responder.PATH);
	}

	/**
	 * Goes where a CA goes: one on the Internet to names with public addresses only.
	 */
	private final class Redirects implements HttpFetch.Redirects {

		private final ManagedCertificate certificate;

		private final Identifier identifier;

		private final boolean onTheInternet;

		Redirects(ManagedCertificate certificate, Identifier identifier, InetSocketAddress from) {
			this.certificate = certificate;
			this.identifier = identifier;
			this.onTheInternet = Http01Check.this.targets.publicIssuer(certificate).isPresent()
					|| AddressScope.isPublic(from.getAddress());
		}

		@Override
		public InetSocketAddress follow(URI page) throws IOException {
			boolean https = "https".equals(page.getScheme());
			int port = (page.getPort() > 0) ? page.getPort() : https ? Settings.HTTPS : Settings.HTTP;
			if (port != Settings.HTTPS && port != Settings.HTTP) {
				throw new IOException("a redirect to port " + port + ", where no CA goes");
			}
			InetSocketAddress first = find(HttpFetch.Redirects.host(page));
			return (port == Settings.HTTP) ? first
					: new InetSocketAddress(first.getAddress(), Http01Check.this.settings.httpsPort());
		}

		private InetSocketAddress find(Identifier host) throws IOException {
			String issuer = this.certificate.issuers().get(0);
			Optional<InetSocketAddress> known = Http01Check.this.targets.known(issuer, name(), host.value());
			if (known.isPresent()) {
				return known.get();
			}
			if (this.onTheInternet && host.type() == Identifier.Type.IP && !host.equals(this.identifier)) {
				throw refused(host);
			}
			return Http01Check.this.targets.find(issuer, name(), host)
				.stream()
				.filter((target) -> !this.onTheInternet || AddressScope.isPublic(target.getAddress()))
				.findFirst()
				.orElseThrow(() -> refused(host));
		}

		private static IOException refused(Identifier host) {
			return new IOException("a redirect to '" + host + "', where no public CA goes");
		}

	}

	/**
	 * What is configured.
	 *
	 * @param port the port of the connector that answers, or -1 if there is none
	 * @param httpsPort the port to which a CA goes on for HTTPS
	 * @param restricted whether only some addresses are answered
	 */
	record Settings(int port, int httpsPort, boolean restricted) {

		static final int HTTP = 80;

		static final int HTTPS = 443;

	}

}
