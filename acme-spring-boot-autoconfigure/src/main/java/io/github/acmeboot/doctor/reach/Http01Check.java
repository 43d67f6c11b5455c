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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.ChallengeRequest;
import io.github.acmeboot.challenge.Http01Responder;
import io.github.acmeboot.challenge.PresentedChallenge;
import io.github.acmeboot.doctor.Check;
import io.github.acmeboot.doctor.Examination;

/**
 * Presents an answer of its own and fetches it from each address of each name, as a CA
 * does.
 */
final class Http01Check implements Check {

	private static final Duration LONGEST = Duration.ofSeconds(5);

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
		List<Attempt> attempts = new ArrayList<>();
		for (InetSocketAddress address : addresses) {
			own.set(false);
			attempts.add(fetch(identifier, address, request, own, examination));
		}
		Attempt.report(identifier.value(), attempts, remedy(identifier), examination);
	}

	private Attempt fetch(Identifier identifier, InetSocketAddress address, ChallengeRequest request, AtomicBoolean own,
			Examination examination) {
		String issuer = examination.certificate().issuers().get(0);
		HttpFetch fetch = new HttpFetch((page) -> follow(issuer, page), examination.atMost(LONGEST));
		try {
			HttpAnswer answer = fetch.get(address, page(identifier, request.token()));
			if (answer.status() == OK && answer.body().strip().equals(request.keyAuthorization())) {
				return Attempt.succeeded(address,
						(own.get() ? "This instance" : "Another instance") + " answers" + way(fetch) + ".");
			}
			return Attempt.failed(address, "Somebody else answers" + way(fetch) + ": " + answer + "." + hint(answer));
		}
		catch (IOException ex) {
			return fetch.passed().isEmpty() ? Attempt.unreached(address, Unreached.of(ex)) : Attempt.failed(address,
					"It answers with a redirect" + way(fetch) + ", and there: " + Unreached.of(ex).text());
		}
	}

	private static URI page(Identifier identifier, String token) {
		String host = (identifier.value().indexOf(':') >= 0) ? "[" + identifier + "]" : identifier.value();
		return URI.create("http://" + host + Http01Responder.PATH + token);
	}

	private InetSocketAddress follow(String issuer, URI page) throws IOException {
		boolean https = "https".equals(page.getScheme());
		int port = (page.getPort() > 0) ? page.getPort() : https ? Settings.HTTPS : Settings.HTTP;
		if (port != Settings.HTTPS && port != Settings.HTTP) {
			throw new IOException("a redirect to port " + port + ", where no CA goes");
		}
		InetSocketAddress first = this.targets.find(issuer, name(), HttpFetch.Redirects.host(page)).get(0);
		return (port == Settings.HTTP) ? first : new InetSocketAddress(first.getAddress(), this.settings.httpsPort());
	}

	private static String way(HttpFetch fetch) {
		return fetch.passed().isEmpty() ? "" : " after a redirect to '" + String.join("' and '", fetch.passed()) + "'";
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
