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

package io.github.acmeboot.issuer.protocol;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.acmeboot.issuer.progress.AcmeObserver;

/**
 * The threads of the sessions that work side by side, as many as it takes, each in the
 * context of the thread that gives it the work.
 */
public final class SessionThreads extends ThreadPoolExecutor {

	private static final int IDLE_SECONDS = 60;

	private final AcmeObserver observer;

	/**
	 * Creates the threads. None is started before there is work.
	 * @param observer takes the context along
	 */
	public SessionThreads(AcmeObserver observer) {
		super(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), SessionThreads::thread);
		this.observer = observer;
	}

	@Override
	public void execute(Runnable work) {
		super.execute(this.observer.carry(work));
	}

	private static Thread thread(Runnable work) {
		Thread thread = new Thread(work, "acme-issuer");
		thread.setDaemon(true);
		return thread;
	}

}
