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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jose4j.json.JsonUtil;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.http.ServerResponse;

/**
 * A problem document (RFC 7807, RFC 8555 section 6.7). Immutable: each method that
 * changes something returns another problem.
 *
 * @param type the last part of the type's URN
 * @param status the status code
 * @param detail the text for people
 * @param members what else is in the document
 * @param headers what the answer's header has
 */
public record Problem(String type, int status, String detail, Map<String, Object> members,
		Map<String, String> headers) {

	private static final String NAMESPACE = "urn:ietf:params:acme:error:";

	/**
	 * Returns a problem with the usual status of its type.
	 * @param type the type
	 * @param detail the text for people
	 * @return the problem
	 */
	public static Problem of(ProblemType type, String detail) {
		return new Problem(type.value(), type.status(), detail, Map.of(), Map.of());
	}

	/**
	 * Sets the status.
	 * @param changed the status code
	 * @return a problem with that status
	 */
	public Problem withStatus(int changed) {
		return new Problem(this.type, changed, this.detail, this.members, this.headers);
	}

	/**
	 * Adds a header.
	 * @param name the name
	 * @param value the value
	 * @return a problem with that header
	 */
	public Problem withHeader(String name, String value) {
		Map<String, String> changed = new LinkedHashMap<>(this.headers);
		changed.put(name, value);
		return new Problem(this.type, this.status, this.detail, this.members, changed);
	}

	/**
	 * Adds a member to the document.
	 * @param name the name
	 * @param value a value JSON knows
	 * @return a problem with that member
	 */
	public Problem with(String name, Object value) {
		Map<String, Object> changed = new LinkedHashMap<>(this.members);
		changed.put(name, value);
		return new Problem(this.type, this.status, this.detail, changed, this.headers);
	}

	/**
	 * Names the identifier this is about.
	 * @param identifier the identifier
	 * @return a problem that names it
	 */
	public Problem about(Identifier identifier) {
		return with("identifier", JsonObject.document(identifier));
	}

	/**
	 * Adds sub-problems (RFC 8555 section 6.7.1).
	 * @param problems the sub-problems
	 * @return a problem that has them
	 */
	public Problem withSubproblems(List<Problem> problems) {
		return with("subproblems", problems.stream().map(Problem::document).toList());
	}

	/**
	 * Returns the document.
	 * @return the members of the JSON object
	 */
	public Map<String, Object> document() {
		Map<String, Object> document = new LinkedHashMap<>();
		document.put("type", NAMESPACE + this.type);
		document.put("detail", this.detail);
		document.put("status", this.status);
		document.putAll(this.members);
		return document;
	}

	/**
	 * Returns the answer.
	 * @return an answer with this problem as its body
	 */
	public ServerResponse response() {
		ServerResponse response = ServerResponse.of(this.status, "application/problem+json",
				JsonUtil.toJson(document()));
		for (Map.Entry<String, String> header : this.headers.entrySet()) {
			response = response.withHeader(header.getKey(), header.getValue());
		}
		return response;
	}

}
