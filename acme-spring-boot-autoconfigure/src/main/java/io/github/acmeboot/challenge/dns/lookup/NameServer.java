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

package io.github.acmeboot.challenge.dns.lookup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;

/**
 * One address of a name server. It is asked by UDP, and by TCP if its answer is cut off.
 *
 * @param address the address
 * @param timeout how long to wait for its answer
 */
record NameServer(InetSocketAddress address, Duration timeout) {

	/**
	 * Returns whether this machine knows any way to the address. It may not if the
	 * address is an IPv6 one. Nothing is sent.
	 * @return whether there is a route
	 */
	boolean hasRoute() {
		try (DatagramChannel channel = DatagramChannel.open()) {
			channel.connect(this.address);
			return true;
		}
		catch (IOException | UnsupportedAddressTypeException ex) {
			return false;
		}
	}

	/**
	 * Asks for the records of a name, and whoever knows them if it does not.
	 * @param name the name
	 * @param type the type of the records
	 * @return what came of it, never a failure
	 */
	CompletableFuture<Reply> askToRecurse(Name name, int type) {
		return send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
	}

	/**
	 * Asks for the records of a name that it knows itself.
	 * @param name the name
	 * @param type the type of the records
	 * @return what came of it, never a failure
	 */
	CompletableFuture<Reply> ask(Name name, int type) {
		Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
		query.getHeader().unsetFlag(Flags.RD);
		return send(query);
	}

	private CompletableFuture<Reply> send(Message query) {
		if (this.address.isUnresolved()) {
			return CompletableFuture.completedFuture(Reply.failed(this, "is not the name of a host"));
		}
		if (!hasRoute()) {
			return CompletableFuture.completedFuture(Reply.failed(this, "cannot be reached from this machine"));
		}
		SimpleResolver resolver = new SimpleResolver(this.address);
		resolver.setTimeout(this.timeout);
		return resolver.sendAsync(query, Runnable::run)
			.handle((answer, failure) -> (answer != null) ? Reply.answered(this, answer)
					: Reply.failed(this, describe(failure)))
			.toCompletableFuture();
	}

	private String describe(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
			return "does not answer within " + this.timeout.toSeconds() + " s";
		}
		return "does not answer (" + ((cause.getMessage() != null) ? cause.getMessage() : cause.toString()) + ")";
	}

	@Override
	public String toString() {
		String host = this.address.isUnresolved() ? this.address.getHostString()
				: this.address.getAddress().getHostAddress();
		String text = (host.indexOf(':') >= 0) ? "[" + host + "]" : host;
		return (this.address.getPort() == ServerAddress.DEFAULT_PORT) ? text : text + ":" + this.address.getPort();
	}

}
