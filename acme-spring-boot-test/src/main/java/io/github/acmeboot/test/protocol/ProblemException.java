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

package io.github.acmeboot.test.protocol;

/**
 * Thrown where a request cannot be fulfilled.
 */
public final class ProblemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	/**
	 * Creates an exception.
	 * @param problem what the client is told
	 */
	public ProblemException(Problem problem) {
		super(problem.type() + ": " + problem.detail());
		this.problem = problem;
	}

	/**
	 * Creates an exception.
	 * @param type the type of the problem
	 * @param detail the text for people
	 */
	public ProblemException(ProblemType type, String detail) {
		this(Problem.of(type, detail));
	}

	/**
	 * Returns the problem.
	 * @return what the client is told
	 */
	public Problem problem() {
		return this.problem;
	}

}
