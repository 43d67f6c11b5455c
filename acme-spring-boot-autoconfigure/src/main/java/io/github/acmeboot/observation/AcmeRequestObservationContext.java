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

package io.github.acmeboot.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request to a CA. A CA is a third party: nothing of the trace is sent
 * to it.
 */
public class AcmeRequestObservationContext extends SenderContext<Object> {

	private final String issuer;

	private final String operation;

	private @Nullable String outcome;

	/**
	 * Creates a context.
	 * @param issuer the name of the issuer
	 * @param operation what is asked, in the words of RFC 8555
	 */
	public AcmeRequestObservationContext(String issuer, String operation) {
		super((carrier, key, value) -> {
		}, Kind.CLIENT);
		this.issuer = issuer;
		this.operation = operation;
		setRemoteServiceName(issuer);
	}

	public String getIssuer() {
		return this.issuer;
	}

	public String getOperation() {
		return this.operation;
	}

	public @Nullable String getOutcome() {
		return this.outcome;
	}

	public void setOutcome(String outcome) {
		this.outcome = outcome;
	}

}
