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

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

import io.github.acmeboot.challenge.TlsAlpn01Responder;
import io.github.acmeboot.tls.ServedCertificates;
import io.github.acmeboot.tls.TlsAutoConfiguration;

/**
 * Serves published certificates from embedded Tomcat.
 */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnClass({ TomcatWebServerFactory.class, AbstractHttp11Protocol.class })
@ConditionalOnBean(ServedCertificates.class)
public final class AcmeTomcatAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	TomcatCertificateCustomizer tomcatCertificateCustomizer(ServedCertificates certificates,
			ObjectProvider<TlsAlpn01Responder> responder) {
		return new TomcatCertificateCustomizer(certificates, SingletonSupplier.of(responder::getObject));
	}

}
