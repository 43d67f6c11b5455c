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

	private static final int MOST_NAMED = 20;

	private static final String PAUSED = "temporarily prevented";

	private static final Pattern PAGE = Pattern.compile("https://[^\\s\"'<>]{1,2000}[^\\s\"'<>.,;:)]");

	private static final Pattern RETRY_AFTER = Pattern
		.compile("retry after (\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:Z| UTC)");

	private Problems() {
	}

	/**
	 * Finds out what a problem is. One of several parts is what the most stubborn of its
	 * parts is, since that has to be mended as well.
	 * @param problem the problem
	 * @return what it is, or empty if it is nothing known
	 */
	static Optional<ProblemKind> kind(Problem problem) {
		if (page(problem).isPresent()) {
			return Optional.of(ProblemKind.PAUSED);
		}
		Optional<ProblemKind> own = ProblemKind.of(type(problem));
		return own.filter((kind) -> kind != ProblemKind.COMPOUND).or(() -> ofParts(problem)).or(() -> own);
	}

	private static Optional<ProblemKind> ofParts(Problem problem) {
		return problem.getSubProblems()
			.stream()
			.flatMap((part) -> kind(part).stream())
			.reduce((one, other) -> (other.remedy().compareTo(one.remedy()) > 0) ? other : one);
	}

	static boolean isKnown(Problem problem) {
		return kind(problem).isPresent();
	}

	/**
	 * Returns whether another issuer may issue in spite of every part of a problem.
	 * @param problem the problem
	 * @param kind what it is
	 * @return whether the problem is the issuer's own
	 */
	static boolean isHelpedByAnotherIssuer(Problem problem, ProblemKind kind) {
		return kind.isHelpedByAnotherIssuer()
				&& (ProblemKind.of(type(problem)).filter((known) -> known != ProblemKind.COMPOUND).isPresent()
						|| problem.getSubProblems()
							.stream()
							.flatMap((part) -> kind(part).stream())
							.allMatch(ProblemKind::isHelpedByAnotherIssuer));
	}

	static String type(Problem problem) {
		return problem.asJSON().get("type").map(JSON.Value::asString).map(SafeText::of).orElse("about:blank");
	}

	static List<Subproblem> subproblems(Problem problem) {
		return problem.getSubProblems().stream().map(Problems::subproblem).toList();
	}

	static Subproblem subproblem(Problem problem) {
		return new Subproblem(type(problem),
				problem.getIdentifier().map(Identifier::getValue).map(SafeText::of).orElse(null), detail(problem));
	}

	static String text(Problem problem) {
		String detail = withoutFullStop(detail(problem));
		String names = text(subproblems(problem));
		return names.isEmpty() ? detail : detail + " (" + names + ")";
	}

	static String text(List<Subproblem> subproblems) {
		String named = subproblems.stream().limit(MOST_NAMED).map(Problems::text).collect(Collectors.joining("; "));
		int more = subproblems.size() - MOST_NAMED;
		return (more > 0) ? named + "; and " + more + " more" : named;
	}

	/**
	 * Finds the page where an operator can let identifiers go on that the CA has paused.
	 * @param problem the problem
	 * @return the address of the page, if the problem is about that
	 */
	static Optional<String> page(Problem problem) {
		return problem.getDetail()
			.filter((detail) -> detail.contains(PAUSED))
			.map(PAGE::matcher)
			.filter(Matcher::find)
			.map(Matcher::group);
	}

	/**
	 * Finds the instant in the text of the problem, where one CA puts it when it leaves
	 * out the header.
	 * @param problem the problem
	 * @return the instant, if the text names one
	 */
	static Optional<Instant> retryAfter(Problem problem) {
		Matcher matcher = RETRY_AFTER.matcher(problem.getDetail().orElse(""));
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

	private static String text(Subproblem subproblem) {
		String detail = withoutFullStop(subproblem.detail());
		return (subproblem.identifier() != null) ? "'" + subproblem.identifier() + "': " + detail : detail;
	}

	private static String detail(Problem problem) {
		String text = problem.getDetail().or(problem::getTitle).orElseGet(() -> type(problem));
		return SafeText.of(page(problem).map((page) -> text.replace(page, "…")).orElse(text));
	}

	static String withoutFullStop(String text) {
		return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
	}

}
