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

package io.github.acmeboot.challenge.dns.rfc2136;

import java.util.Optional;
import java.util.stream.Stream;

import org.xbill.DNS.Rcode;

import io.github.acmeboot.AcmeException.Reason;

/**
 * Why a server does not do what it is asked for, and what to do about it.
 */
enum Refusal {

	/**
	 * There is no such key.
	 */
	UNKNOWN_KEY(Rcode.BADKEY, Reason.CONFIGURATION,
			"it does not know the key %2$s, or knows it with another algorithm (BADKEY). Set "
					+ "'acme.challenge.dns.rfc2136.tsig.key-name' and '.algorithm' to those of the server's key."),

	/**
	 * The secrets differ.
	 */
	WRONG_SECRET(Rcode.BADSIG, Reason.CONFIGURATION,
			"its key %2$s has another secret (BADSIG). Copy the secret of the server's key to "
					+ "'acme.challenge.dns.rfc2136.tsig.secret'."),

	/**
	 * The clocks differ.
	 */
	WRONG_TIME(Rcode.BADTIME, Reason.DNS,
			"its clock and that of this machine are more than five minutes apart%3$s (BADTIME). Synchronize them."),

	/**
	 * The rules of the server forbid it.
	 */
	FORBIDDEN(Rcode.REFUSED, Reason.CONFIGURATION,
			"it does not allow that to %1$s (REFUSED). Let it change TXT records of that name, as BIND does by "
					+ "'update-policy' or 'allow-update'."),

	/**
	 * The server has no such zone, or only copies it.
	 */
	NOT_PRIMARY(Rcode.NOTAUTH, Reason.CONFIGURATION,
			"it is not the primary server of that zone (NOTAUTH). Set 'acme.challenge.dns.rfc2136.server' to the "
					+ "one that is, and check 'acme.challenge.dns.rfc2136.zone' if it is set."),

	/**
	 * The record belongs to another zone.
	 */
	OTHER_ZONE(Rcode.NOTZONE, Reason.CONFIGURATION,
			"the record is not in that zone (NOTZONE). Correct 'acme.challenge.dns.rfc2136.zone', or leave it out "
					+ "to have the zone found."),

	/**
	 * The server knows no updates.
	 */
	NO_UPDATES(Rcode.NOTIMP, Reason.CONFIGURATION,
			"it takes no dynamic updates (NOTIMP). Have it take them, or use another provider."),

	/**
	 * The server does not understand the request.
	 */
	NOT_UNDERSTOOD(Rcode.FORMERR, Reason.CONFIGURATION,
			"it does not understand the request (FORMERR). Check that it knows dynamic updates and TSIG."),

	/**
	 * The name leads elsewhere.
	 */
	ALIAS(Rcode.YXRRSET, Reason.DNS,
			"the name is a CNAME there, which resolvers do not see yet (YXRRSET). Wait until they do, and check "
					+ "'acme.challenge.dns.propagation.resolvers'."),

	/**
	 * The server is in trouble.
	 */
	TROUBLE(Rcode.SERVFAIL, Reason.DNS,
			"it failed on its side (SERVFAIL). Its log says why; often the zone is not loaded, or its directory "
					+ "cannot be written to.");

	private final int code;

	private final Reason reason;

	private final String explanation;

	Refusal(int code, Reason reason, String explanation) {
		this.code = code;
		this.reason = reason;
		this.explanation = explanation;
	}

	Reason reason() {
		return this.reason;
	}

	/**
	 * Explains what happened.
	 * @param who the key, or this machine if there is none
	 * @param key the key
	 * @param difference what is known of the clock of the server
	 * @return text for people
	 */
	String explain(String who, String key, String difference) {
		return this.explanation.formatted(who, key, difference);
	}

	/**
	 * Finds what an answer means. What the server has against the signature comes before
	 * the rest.
	 * @param answer the answer
	 * @return what it means, or empty if nobody knows
	 */
	static Optional<Refusal> of(Answer answer) {
		int code = (answer.signatureError() != Rcode.NOERROR) ? answer.signatureError() : answer.code();
		return Stream.of(values()).filter((refusal) -> refusal.code == code).findFirst();
	}

}
