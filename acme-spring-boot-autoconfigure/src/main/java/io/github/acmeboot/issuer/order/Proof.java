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

import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.toolbox.JSON;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.challenge.ChallengeRequest;

/**
 * The proof of control of one identifier. The text never shows the key authorization.
 *
 * @param identifier what was ordered, be it a wildcard
 * @param authorization the URL of the authorization
 * @param challenge the challenge that was chosen
 * @param status the status of the challenge
 * @param request what to answer
 */
record Proof(Identifier identifier, URL authorization, JSON challenge, Status status, ChallengeRequest request) {

	@Override
	public String toString() {
		return "Proof[authorization=" + this.authorization + ", identifier=" + this.identifier + "]";
	}

}
