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

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.AcmeException.Remedy;

/**
 * Tells what kept a record from being changed. No other issuer would help.
 *
 * @param server the server
 * @param key the name of the key, or {@code null} if nothing is signed
 */
record UpdateFailures(UpdateServer server, @Nullable String key) {

	AcmeException refused(Change change, Answer answer) {
		String who = (this.key != null) ? "the key '" + this.key + "'" : "this machine, which signs nothing";
		String difference = answer.serverTime().map((time) -> ", it says " + time).orElse("");
		Optional<Refusal> refusal = Refusal.of(answer);
		String explanation = refusal.map((known) -> known.explain(who, "'" + this.key + "'", difference))
			.orElseGet(() -> "it answered " + Rcode.string(answer.code()) + ". Its log may say why.");
		return failure(refusal.map(Refusal::reason).orElse(Reason.DNS), change, explanation, null);
	}

	AcmeException untrusted(Change change) {
		return failure(Reason.DNS, change,
				"its answer is not signed with the key '" + this.key
						+ "', so that it may be anybody's. Check that the server knows TSIG, and what is in between.",
				null);
	}

	AcmeException withoutZone(Change change) {
		return failure(Reason.CONFIGURATION, change,
				"it has no zone for that name. Set 'acme.challenge.dns.rfc2136.server' to the primary server of the "
						+ "zone, or delegate the challenge by a CNAME to a zone of this server.",
				null);
	}

	AcmeException outsideOfZone(Change change) {
		return failure(Reason.CONFIGURATION, change, Refusal.OTHER_ZONE.explain("", "", ""), null);
	}

	AcmeException delegated(Change change, String zone) {
		return failure(Reason.CONFIGURATION, change, "'" + zone + "' is served by other servers. Set "
				+ "'acme.challenge.dns.rfc2136.server' to the primary one of these.", null);
	}

	AcmeException unanswered(Change change, IOException ex) {
		if (Thread.currentThread().isInterrupted()) {
			return failure(Reason.INTERRUPTED, change, "the work was stopped.", ex);
		}
		return failure(Reason.DNS, change, explain(ex), ex);
	}

	private String explain(IOException ex) {
		if (ex instanceof SocketTimeoutException) {
			return "it did not answer within " + this.server.timeout().toMillis()
					+ " ms. Check that it runs, and that a firewall lets TCP pass to its port.";
		}
		if (ex instanceof UnknownHostException) {
			return "its name has no address. Check 'acme.challenge.dns.rfc2136.server', and the resolver of this "
					+ "machine.";
		}
		return "it cannot be spoken with (" + ex.getMessage()
				+ "). Check that it runs and takes TCP, and 'acme.challenge.dns.rfc2136.server'.";
	}

	private AcmeException failure(Reason reason, Change change, String explanation, @Nullable Throwable cause) {
		Remedy remedy = reason.remedy();
		return new AcmeException(reason, "Unable to " + change + " by DNS server '" + this.server + "': " + explanation,
				cause, null, List.of(), null, remedy, false);
	}

}
