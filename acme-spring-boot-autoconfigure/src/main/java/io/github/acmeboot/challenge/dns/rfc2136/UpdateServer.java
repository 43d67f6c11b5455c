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
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.WireParseException;

import io.github.acmeboot.challenge.dns.lookup.ServerAddress;

/**
 * The server that takes updates. With a key, all requests are signed, so that views and
 * access lists by key work, and only answers that are signed as well are trusted.
 *
 * @param address where it is
 * @param key the key, or {@code null} to sign nothing
 * @param timeout how long one conversation may take
 */
record UpdateServer(ServerAddress address, @Nullable TSIG key, Duration timeout) {

	Conversation converse() {
		return new Conversation(new TcpExchange(this.address, this.timeout), this.key);
	}

	@Override
	public String toString() {
		return this.address.toString();
	}

	/**
	 * Requests that belong together.
	 *
	 * @param exchange how they are sent
	 * @param key what signs them
	 */
	record Conversation(TcpExchange exchange, @Nullable TSIG key) {

		/**
		 * Sends a request.
		 * @param request the request, which is not signed yet
		 * @return the answer
		 * @throws IOException if there is none in time, or one to something else
		 */
		Answer send(Message request) throws IOException {
			if (this.key != null) {
				this.key.apply(request, null);
			}
			byte[] bytes = this.exchange.exchange(request.toWire());
			Message answer = new Message(bytes);
			if (!isAnswer(request, answer)) {
				throw new WireParseException("the answer is not one to the request");
			}
			return new Answer(answer, isTrusted(answer, bytes, request.getTSIG()));
		}

		private boolean isTrusted(Message answer, byte[] bytes, @Nullable TSIGRecord signature) {
			if (this.key == null) {
				return true;
			}
			this.key.verify(answer, bytes, signature);
			return answer.isVerified();
		}

		private static boolean isAnswer(Message request, Message answer) {
			return answer.getHeader().getFlag(Flags.QR) && answer.getHeader().getID() == request.getHeader().getID()
					&& answer.getHeader().getOpcode() == request.getHeader().getOpcode();
		}

	}

}
