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

package io.github.acmeboot.web.tomcat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Keeps Tomcat from reloading the bundle of its default host, which is up to date by
 * itself. Boot up to 4.1.1 would put another host configuration in its place, and present
 * its certificate to every host until ours is attached again.
 */
final class SelfReloadingSslBundles implements SslBundles {

	private final SslBundles delegate;

	private final String defaultBundle;

	private final AtomicBoolean defaultSeen = new AtomicBoolean();

	SelfReloadingSslBundles(SslBundles delegate, String defaultBundle) {
		this.delegate = delegate;
		this.defaultBundle = defaultBundle;
	}

	@Override
	public SslBundle getBundle(String name) {
		return this.delegate.getBundle(name);
	}

	/**
	 * Adds a handler, unless it is the first one of the default bundle: hosts that have
	 * the same bundle by their name come after it.
	 */
	@Override
	public void addBundleUpdateHandler(String name, Consumer<SslBundle> updateHandler) {
		if (!name.equals(this.defaultBundle) || this.defaultSeen.getAndSet(true)) {
			this.delegate.addBundleUpdateHandler(name, updateHandler);
		}
	}

	@Override
	public void addBundleRegisterHandler(BiConsumer<String, SslBundle> registerHandler) {
		this.delegate.addBundleRegisterHandler(registerHandler);
	}

	@Override
	public List<String> getBundleNames() {
		return this.delegate.getBundleNames();
	}

}
