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

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIGRecord;

/**
 * What a server answered.
 *
 * @param message the message
 * @param trusted whether it is known to be the server's own, or need not be known
 */
record Answer(Message message, boolean trusted) {

	private static final int TIME_LENGTH = 6;

	int code() {
		return this.message.getHeader().getRcode();
	}

	/**
	 * Returns what the server has against the signature of the request.
	 * @return the error (RFC 8945 section 3), 0 if none
	 */
	int signatureError() {
		TSIGRecord signature = this.message.getTSIG();
		return (signature != null) ? signature.getError() : Rcode.NOERROR;
	}

	/**
	 * Returns the time of the server, which it tells if that is far from ours.
	 * @return the time, or empty if it was not told
	 */
	Optional<Instant> serverTime() {
		return Optional.ofNullable(this.message.getTSIG())
			.map(TSIGRecord::getOther)
			.filter((other) -> other.length == TIME_LENGTH)
			.map((other) -> ByteBuffer.allocate(Long.BYTES).putShort((short) 0).put(other).getLong(0))
			.map(Instant::ofEpochSecond);
	}

}
