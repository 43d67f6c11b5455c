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

package io.github.acmeboot.store.redis;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.Message;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.SubscriptionListener;

/**
 * Subscribes to a channel and does so again, every second until it is ended, when Redis
 * is not there, goes away or falls silent.
 */
final class LastingSubscription implements Runnable, MessageListener, SubscriptionListener {

	private static final Log logger = LogFactory.getLog(LastingSubscription.class);

	private static final long SECONDS_BETWEEN_LOOKS = 1;

	private final RedisAccess access;

	private final byte[] channel;

	private final Runnable onSubscribed;

	private final Consumer<String> onMessage;

	private final CountDownLatch ended = new CountDownLatch(1);

	private volatile @Nullable RedisConnection connection;

	private volatile boolean lost;

	LastingSubscription(RedisAccess access, byte[] channel, Runnable onSubscribed, Consumer<String> onMessage) {
		this.access = access;
		this.channel = channel;
		this.onSubscribed = onSubscribed;
		this.onMessage = onMessage;
	}

	@Override
	public void run() {
		try {
			do {
				subscribe();
			}
			while (!isEndedSoon());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void onChannelSubscribed(byte[] channel, long count) {
		if (this.lost) {
			logger.info("Notices of changes in " + this.access.address() + " are back");
		}
		this.lost = false;
		this.onSubscribed.run();
	}

	@Override
	public void onMessage(Message message, byte @Nullable [] pattern) {
		this.onMessage.accept(RedisKeys.text(message.getBody()));
	}

	/**
	 * Ends the subscription for good.
	 */
	void end() {
		this.ended.countDown();
		RedisConnection connection = this.connection;
		if (connection != null) {
			this.access.connections().unblock(connection);
		}
	}

	private void subscribe() throws InterruptedException {
		RedisConnections connections = this.access.connections();
		try (RedisConnection current = connections.factory().getConnection()) {
			this.connection = current;
			current.subscribe(this, this.channel);
			while (connections.isAlive(current)) {
				if (isEndedSoon()) {
					return;
				}
			}
			lost("The connection for notices of changes in " + this.access.address() + " was lost.");
		}
		catch (RuntimeException ex) {
			lost(this.access.troubles().describe("subscribe to notices of changes", ex).getMessage());
		}
		finally {
			this.connection = null;
		}
	}

	private boolean isEndedSoon() throws InterruptedException {
		return this.ended.await(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
	}

	private void lost(@Nullable String reason) {
		if (this.ended.getCount() == 0) {
			return;
		}
		String message = reason + " What other instances change is noticed at each 'acme.store.refresh-interval' "
				+ "until notices of changes are back.";
		if (this.lost) {
			logger.debug(message);
		}
		else {
			logger.warn(message);
		}
		this.lost = true;
	}

}
