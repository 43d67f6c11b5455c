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

package io.github.acmeboot.issuer.problem;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.toolbox.JSON;

import io.github.acmeboot.AcmeException.Subproblem;

/**
 * Reads the problem documents of a CA.
 */
final class Problems {

	private static final Pattern RETRY_AFTER = Pattern
		.compile("retry after (\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:Z| UTC)");

	private static final Pattern TOKEN_IN_URL = Pattern.compile("(/\\.well-known/acme-challenge/)[A-Za-z0-9_-]+");

	private static final Pattern KEY_AUTHORIZATION = Pattern.compile("[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{43}");

	private Problems() {
	}

	static Optional<ProblemKind> kind(Problem problem) {
		return ProblemKind.of(type(problem))
			.or(() -> problem.getSubProblems().stream().flatMap((sub) -> kind(sub).stream()).findFirst());
	}

	static String type(Problem problem) {
		return problem.asJSON().get("type").map(JSON.Value::asString).orElse("about:blank");
	}

	static List<Subproblem> subproblems(Problem problem) {
		return problem.getSubProblems().stream().map(Problems::subproblem).toList();
	}

	static String text(Problem problem) {
		String detail = withoutFullStop(detail(problem));
		String names = subproblems(problem).stream().map(Problems::text).collect(Collectors.joining("; "));
		return names.isEmpty() ? detail : detail + " (" + names + ")";
	}

	/**
	 * Finds the instant in the text of the problem, where one CA puts it when it leaves
	 * out the header.
	 * @param problem the problem
	 * @return the instant, if the text names one
	 */
	static Optional<Instant> retryAfter(Problem problem) {
		Matcher matcher = RETRY_AFTER.matcher(detail(problem));
		if (!matcher.find()) {
			return Optional.empty();
		}
		try {
			return Optional
				.of(LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2)).toInstant(ZoneOffset.UTC));
		}
		catch (DateTimeParseException ex) {
			return Optional.empty();
		}
	}

	private static Subproblem subproblem(Problem problem) {
		return new Subproblem(type(problem), problem.getIdentifier().map(Identifier::getValue).orElse(null),
				detail(problem));
	}

	private static String text(Subproblem subproblem) {
		String detail = withoutFullStop(subproblem.detail());
		return (subproblem.identifier() != null) ? "'" + subproblem.identifier() + "': " + detail : detail;
	}

	private static String detail(Problem problem) {
		return withoutSecrets(problem.getDetail().or(problem::getTitle).orElseGet(() -> type(problem)));
	}

	private static String withoutSecrets(String text) {
		return KEY_AUTHORIZATION.matcher(TOKEN_IN_URL.matcher(text).replaceAll("$1…")).replaceAll("…");
	}

	private static String withoutFullStop(String text) {
		return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
	}

}
