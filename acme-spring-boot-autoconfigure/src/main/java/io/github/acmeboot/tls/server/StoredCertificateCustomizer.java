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

package io.github.acmeboot.tls.server;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

import io.github.acmeboot.tls.StoredCertificateLoader;

/**
 * Has the stored certificates published before a server is made that reads its bundle
 * once and never again. Any other gets them before it opens its port, when the rest of
 * the application is there.
 */
final class StoredCertificateCustomizer implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {

	private final ObjectProvider<StoredCertificateLoader> loader;

	StoredCertificateCustomizer(ObjectProvider<StoredCertificateLoader> loader) {
		this.loader = loader;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(ConfigurableWebServerFactory factory) {
		if (ServerReload.of(factory.getClass()) == ServerReload.NONE) {
			this.loader.ifAvailable(StoredCertificateLoader::load);
		}
	}

}
