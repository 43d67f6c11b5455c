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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.doctor.Finding.Outcome;

/**
 * What came of doing what a CA does at one address.
 *
 * @param address the address and port
 * @param success what was seen if it would be validated, or {@code null}
 * @param failure what was seen if it would not be validated, or {@code null}
 * @param ownWords the same without what outsiders have said, or {@code null}
 * @param unreached why it was not reached, or {@code null} if it was
 */
record Attempt(InetSocketAddress address, @Nullable String success, @Nullable String failure, @Nullable String ownWords,
		@Nullable Unreached unreached) {

	private static final Duration LONGEST = Duration.ofSeconds(5);

	/**
	 * What is not answered in less says nothing.
	 */
	private static final Duration SHORTEST = Duration.ofMillis(250);

	static Attempt succeeded(InetSocketAddress address, String seen) {
		return new Attempt(address, seen, null, null, null);
	}

	static Attempt failed(InetSocketAddress address, String seen, String ownWords) {
		return new Attempt(address, null, seen, ownWords, null);
	}

	static Attempt unreached(InetSocketAddress address, Unreached unreached) {
		return new Attempt(address, null, null, null, unreached);
	}

	/**
	 * Does what a CA does at each address of a name, while there is time, and says what
	 * came of it.
	 * @param addresses the addresses and ports
	 * @param terms what is said of it
	 * @param examination told
	 * @param attempt does it at one address, in the time it is given to connect, and then
	 * to be answered in
	 */
	static void atEach(List<InetSocketAddress> addresses, Terms terms, Examination examination,
			BiFunction<InetSocketAddress, Duration, Attempt> attempt) {
		List<Attempt> attempts = new ArrayList<>();
		for (InetSocketAddress address : addresses) {
			Duration time = examination.atMost(LONGEST);
			if (time.compareTo(SHORTEST) < 0) {
				examination.skipForTime(terms.subject(address));
			}
			else {
				attempts.add(attempt.apply(address, time));
			}
		}
		report(attempts, terms, examination);
	}

	static void report(List<Attempt> attempts, Terms terms, Examination examination) {
		boolean reached = attempts.stream().anyMatch((attempt) -> attempt.success() != null);
		attempts.forEach((attempt) -> attempt.report(terms, reached, examination));
	}

	private void report(Terms terms, boolean othersReached, Examination examination) {
		String subject = terms.subject(this.address);
		if (this.success != null) {
			examination.pass(subject, this.success);
		}
		else if (this.unreached != null) {
			report(terms, this.unreached, othersReached, examination);
		}
		else {
			examination.fail(subject, String.valueOf(this.failure), String.valueOf(this.ownWords), terms.remedy());
		}
	}

	private void report(Terms terms, Unreached unreached, boolean othersReached, Examination examination) {
		String subject = terms.subject(this.address);
		InetAddress host = this.address.getAddress();
		boolean unheard = unreached.kind() == Unreached.Kind.TIMEOUT;
		if (unheard && AddressScope.isIpv6(host) && othersReached) {
			reportSilentIpv6(terms, unreached, examination);
		}
		else if (unreached.kind() == Unreached.Kind.NO_ROUTE || (unheard && AddressScope.isPublic(host))) {
			examination.warn(subject, unreached.text()
					+ " That may be so from here only: many networks do not let a machine reach its own public address (hairpin NAT).",
					"Try from outside. " + terms.remedy());
		}
		else {
			examination.fail(subject, unreached.text(), unreached.ownWords(), terms.remedy());
		}
	}

	private void reportSilentIpv6(Terms terms, Unreached unreached, Examination examination) {
		String subject = terms.subject(this.address);
		String remedy = "Have it answer, or remove the AAAA record. " + terms.remedy();
		if (terms.silentIpv6() == Outcome.WARN) {
			examination.warn(subject, unreached.text()
					+ " Other addresses of the name do, but a CA prefers IPv6, and not every CA goes on to IPv4.",
					remedy);
		}
		else {
			examination.fail(subject, unreached.text() + " Other addresses of the name do, but a CA prefers IPv6.",
					remedy);
		}
	}

	/**
	 * What is said of the attempts at the addresses of a name.
	 *
	 * @param name the name
	 * @param remedy what to do where somebody else answers, or nobody
	 * @param silentIpv6 what it means that an IPv6 address is silent while another
	 * address answers: {@code WARN} if a CA may go on to IPv4
	 */
	record Terms(String name, String remedy, Outcome silentIpv6) {

		String subject(InetSocketAddress address) {
			return this.name + " at " + Unreached.text(address);
		}

	}

}
