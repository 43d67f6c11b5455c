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
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;

import io.github.acmeboot.tls.ServedCertificates;
import io.github.acmeboot.tls.StoredCertificateLoader;
import io.github.acmeboot.tls.TlsAutoConfiguration;

/**
 * Has the web server start with the stored certificates, and proves what is published
 * later at the application's own port.
 */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnClass({ WebServer.class, ServerProperties.class })
@ConditionalOnBean(ServedCertificates.class)
public final class ServerTlsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LoopbackProof loopbackProof(ServedCertificates certificates, ObjectProvider<ServerProperties> properties) {
		return new LoopbackProof(certificates, properties);
	}

	@Bean
	@ConditionalOnMissingBean
	StoredCertificateCustomizer storedCertificateCustomizer(ObjectProvider<StoredCertificateLoader> loader) {
		return new StoredCertificateCustomizer(loader);
	}

}
