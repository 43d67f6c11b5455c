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

package io.github.acmeboot.test.dns;

import java.time.Duration;
import java.util.Optional;

import org.xbill.DNS.Message;

/**
 * What is sent back, and when.
 *
 * @param message the answer, or empty if there is none
 * @param delay the time before it is sent
 * @param truncated whether a datagram has no room for it
 */
record DnsReply(Optional<Message> message, Duration delay, boolean truncated) {

	static DnsReply of(Message message) {
		return new DnsReply(Optional.of(message), Duration.ZERO, false);
	}

	static DnsReply none() {
		return new DnsReply(Optional.empty(), Duration.ZERO, false);
	}

	DnsReply delayedBy(Duration added) {
		return new DnsReply(this.message, this.delay.plus(added), this.truncated);
	}

	DnsReply withoutRoom() {
		return new DnsReply(this.message, this.delay, true);
	}

}
