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

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;

import io.github.acmeboot.store.StoreChangeListener;

/**
 * Hears what the instances publish when they change the store, and tells the
 * {@link StoreChangeListener}s, on a thread of their own. Ends together with the renewal.
 */
final class RedisChangeNotice implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(RedisChangeNotice.class);

	private static final long END_SECONDS = 3;

	private final RedisAccess access;

	private final RedisKeys keys;

	private final ObjectProvider<StoreChangeListener> listeners;

	private @Nullable ExecutorService threads;

	private @Nullable LastingSubscription subscription;

	RedisChangeNotice(RedisAccess access, RedisKeys keys, ObjectProvider<StoreChangeListener> listeners) {
		this.access = access;
		this.keys = keys;
		this.listeners = listeners;
	}

	@Override
	public synchronized void start() {
		ExecutorService threads = Executors.newFixedThreadPool(2, RedisChangeNotice::thread);
		Telling telling = new Telling(this.listeners.orderedStream().toList(), threads);
		LastingSubscription subscription = new LastingSubscription(this.access, this.keys.channel(), telling::missed,
				telling::changed);
		threads.execute(subscription);
		this.threads = threads;
		this.subscription = subscription;
	}

	@Override
	public synchronized void stop() {
		if (this.subscription != null && this.threads != null) {
			this.subscription.end();
			end(this.threads);
		}
		this.subscription = null;
		this.threads = null;
	}

	@Override
	public synchronized boolean isRunning() {
		return this.subscription != null;
	}

	private static void end(ExecutorService threads) {
		threads.shutdown();
		try {
			if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
				threads.shutdownNow();
			}
		}
		catch (InterruptedException ex) {
			threads.shutdownNow();
			Thread.currentThread().interrupt();
		}
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "acme-notice");
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Tells the listeners, not on the thread of the connection.
	 */
	private record Telling(List<StoreChangeListener> listeners, ExecutorService threads) {

		private void missed() {
			tell(StoreChangeListener::missed);
		}

		private void changed(String key) {
			tell((listener) -> listener.changed(key));
		}

		private void tell(Consumer<StoreChangeListener> news) {
			try {
				this.threads.execute(() -> this.listeners.forEach((listener) -> tell(listener, news)));
			}
			catch (RejectedExecutionException ex) {
				logger.debug("Not telling of a change: stopping", ex);
			}
		}

		private void tell(StoreChangeListener listener, Consumer<StoreChangeListener> news) {
			try {
				news.accept(listener);
			}
			catch (RuntimeException ex) {
				logger.warn("A listener to changes of the store has failed", ex);
			}
		}

	}

}
