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

package io.github.acmeboot.challenge;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.ManagedCertificates;
import io.github.acmeboot.store.repository.ChallengeAnswers;

/**
 * Answers http-01 challenges (RFC 8555 section 8.3), whatever the request came through:
 * those this instance presents from memory, those of other instances from the store. An
 * answer is given for its token and its host only. Safe for use by several threads.
 */
public final class Http01Responder {

	/**
	 * The type of the challenge.
	 */
	public static final String TYPE = "http-01";

	/**
	 * What the path of every challenge begins with.
	 */
	public static final String PATH = "/.well-known/acme-challenge/";

	private static final Pattern CHALLENGE = Pattern.compile(Pattern.quote(PATH) + "([A-Za-z0-9_-]{1,128})");

	private final Map<Key, LocalAnswer> local = new ConcurrentHashMap<>();

	private final SharedAnswers shared;

	private final AllowedSources sources;

	private final Clock clock;

	Http01Responder(ChallengeAnswers answers, ManagedCertificates certificates, AllowedSources sources, Clock clock) {
		this.shared = new SharedAnswers(TYPE, answers, certificates, clock);
		this.sources = sources;
		this.clock = clock;
	}

	/**
	 * Returns whether a request is one to {@link #respond}.
	 * @param path the path of the request, as it was sent
	 * @return whether the path is below {@value #PATH}
	 */
	public static boolean handles(String path) {
		return path.startsWith(PATH);
	}

	/**
	 * Responds to a request.
	 * @param method the method of the request
	 * @param path the path of the request, as it was sent
	 * @param host the host the request is for, possibly with a port
	 * @param source the address the request comes from
	 * @return what to answer
	 */
	public Http01Answer respond(String method, String path, @Nullable String host, @Nullable String source) {
		if (!"GET".equals(method) && !"HEAD".equals(method)) {
			return Http01Answer.METHOD_NOT_ALLOWED;
		}
		Matcher challenge = CHALLENGE.matcher(path);
		if (!challenge.matches() || !this.sources.allow(source)) {
			return Http01Answer.NOT_FOUND;
		}
		return RequestedHost.identifier(host)
			.map((identifier) -> new Key(identifier, challenge.group(1)))
			.flatMap((key) -> "GET".equals(method) ? fetch(key) : find(key))
			.map(Http01Answer::found)
			.orElse(Http01Answer.NOT_FOUND);
	}

	/**
	 * Answers a challenge from memory until it is closed.
	 * @param challenge what to answer
	 * @return the answer, which sees each time it is fetched
	 */
	public PresentedChallenge present(ChallengeRequest challenge) {
		Key key = new Key(challenge.identifier(), challenge.token());
		LocalAnswer answer = new LocalAnswer(challenge, this.shared.settlingTime(),
				(closed) -> this.local.remove(key, closed));
		this.local.put(key, answer);
		return answer;
	}

	private Optional<String> fetch(Key key) {
		Optional<String> found = find(key);
		LocalAnswer presented = this.local.get(key);
		if (found.isPresent() && presented != null) {
			presented.fetched();
		}
		return found;
	}

	private Optional<String> find(Key key) {
		LocalAnswer presented = this.local.get(key);
		if (presented != null && this.clock.instant().isBefore(presented.challenge().expires())) {
			return Optional.of(presented.challenge().keyAuthorization());
		}
		return this.shared.find(key.identifier(), key.token());
	}

	private record Key(Identifier identifier, String token) {

	}

}
