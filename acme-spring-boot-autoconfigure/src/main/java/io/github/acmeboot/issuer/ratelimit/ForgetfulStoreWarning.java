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

package io.github.acmeboot.issuer.ratelimit;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

import io.github.acmeboot.store.AcmeStore;

/**
 * Says once, when the application is ready to order, what a store costs that does not
 * outlive the process. A CA of this machine is a CA for tests.
 */
public final class ForgetfulStoreWarning implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(ForgetfulStoreWarning.class);

	private static final Pattern LITERAL = Pattern.compile("[0-9.]+");

	private final ObjectProvider<AcmeStore> store;

	private final Supplier<List<String>> directories;

	/**
	 * Creates the warning.
	 * @param store the store
	 * @param directories the URLs of the directories of the CAs
	 */
	public ForgetfulStoreWarning(ObjectProvider<AcmeStore> store, Supplier<List<String>> directories) {
		this.store = store;
		this.directories = directories;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.directories.get().stream().map(URI::create).anyMatch((directory) -> !isLoopback(directory))) {
			this.store.ifAvailable((found) -> found.forgets()
				.ifPresent((why) -> logger.warn(why
						+ ": what is stored is gone after a restart. Each start then makes a new account and orders "
						+ "every certificate anew. Let's Encrypt, for one, issues 5 certificates a week for the same "
						+ "names and takes 10 new accounts in 3 hours; after that there is none for days. Use a store "
						+ "that lasts.")));
		}
	}

	private static boolean isLoopback(URI directory) {
		String host = directory.getHost();
		if (host == null || !(host.startsWith("[") || LITERAL.matcher(host).matches())) {
			return "localhost".equals(host);
		}
		try {
			return InetAddress.getByName(host).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
