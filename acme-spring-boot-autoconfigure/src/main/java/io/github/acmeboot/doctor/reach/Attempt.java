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
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.doctor.Examination;

/**
 * What came of doing what a CA does at one address.
 *
 * @param address the address and port
 * @param success what was seen if it would be validated, or {@code null}
 * @param failure what was seen if it would not be validated, or {@code null}
 * @param unreached why it was not reached, or {@code null} if it was
 */
record Attempt(InetSocketAddress address, @Nullable String success, @Nullable String failure,
		@Nullable Unreached unreached) {

	static Attempt succeeded(InetSocketAddress address, String seen) {
		return new Attempt(address, seen, null, null);
	}

	static Attempt failed(InetSocketAddress address, String seen) {
		return new Attempt(address, null, seen, null);
	}

	static Attempt unreached(InetSocketAddress address, Unreached unreached) {
		return new Attempt(address, null, null, unreached);
	}

	/**
	 * Says what came of the attempts at all addresses of a name.
	 * @param name the name
	 * @param attempts the attempts
	 * @param remedy what to do where somebody else answers, or nobody
	 * @param examination told
	 */
	static void report(String name, List<Attempt> attempts, String remedy, Examination examination) {
		boolean reached = attempts.stream().anyMatch((attempt) -> attempt.success() != null);
		attempts.forEach((attempt) -> attempt.report(name + " at " + Unreached.text(attempt.address()), reached, remedy,
				examination));
	}

	private void report(String subject, boolean othersReached, String remedy, Examination examination) {
		if (this.success != null) {
			examination.pass(subject, this.success);
		}
		else if (this.unreached != null) {
			report(subject, this.unreached, othersReached, remedy, examination);
		}
		else {
			examination.fail(subject, String.valueOf(this.failure), remedy);
		}
	}

	private void report(String subject, Unreached unreached, boolean othersReached, String remedy,
			Examination examination) {
		InetAddress host = this.address.getAddress();
		boolean unheard = unreached.kind() == Unreached.Kind.TIMEOUT;
		if (unheard && AddressScope.isIpv6(host) && othersReached) {
			examination.fail(subject, unreached.text() + " Other addresses of the name do, but a CA prefers IPv6.",
					"Have it answer, or remove the AAAA record. " + remedy);
		}
		else if (unreached.kind() == Unreached.Kind.NO_ROUTE || (unheard && AddressScope.isPublic(host))) {
			examination.warn(subject, unreached.text()
					+ " That may be so from here only: many networks do not let a machine reach its own public address (hairpin NAT).",
					"Try from outside. " + remedy);
		}
		else {
			examination.fail(subject, unreached.text(), remedy);
		}
	}

}
