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

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.net.jsse.JSSEImplementation;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.TomcatWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.Ssl.ClientAuth;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.lang.Contract;

import io.github.acmeboot.challenge.TlsAlpn01Responder;
import io.github.acmeboot.tls.ServedCertificates;
import io.github.acmeboot.tls.TlsSessions;

/**
 * Makes Tomcat present the published certificates, if {@code server.ssl.bundle} is the
 * bundle of one of them, and answer tls-alpn-01 challenges on the same port. Hosts with
 * bundles of their own keep them.
 */
final class TomcatCertificateCustomizer
		implements WebServerFactoryCustomizer<TomcatWebServerFactory>, TlsSessions, Ordered {

	private final ServedCertificates certificates;

	private final Supplier<TlsAlpn01Responder> responder;

	private final List<TlsSessions> contexts = new CopyOnWriteArrayList<>();

	TomcatCertificateCustomizer(ServedCertificates certificates, Supplier<TlsAlpn01Responder> responder) {
		this.certificates = certificates;
		this.responder = responder;
	}

	/**
	 * Returns the last place: what is set after us could not be served by our context.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void customize(TomcatWebServerFactory factory) {
		Ssl ssl = factory.getSsl();
		SslBundles bundles = factory.getSslBundles();
		if (ssl != null && Ssl.isEnabled(ssl) && bundles != null && isOurs(ssl.getBundle())) {
			serve(factory, ssl.getBundle(), bundles, ssl.getClientAuth());
		}
	}

	@Override
	public void invalidate() {
		this.contexts.forEach(TlsSessions::invalidate);
	}

	@Contract("null -> false")
	private boolean isOurs(@Nullable String bundle) {
		return bundle != null && this.certificates.find(bundle).isPresent();
	}

	private void serve(TomcatWebServerFactory factory, String name, SslBundles bundles,
			@Nullable ClientAuth clientAuth) {
		SslBundle bundle = bundles.getBundle(name);
		AcmeTomcatSslContext context = new AcmeTomcatSslContext(bundle.getProtocol(),
				new TlsAlpn01KeyManager(this.certificates.keyManager(name), this.responder),
				ClientTrust.of(name, bundle, clientAuth), (engine) -> new AcmeTlsEngine(engine, this.responder));
		this.contexts.add(context);
		expectUpdates(bundles);
		factory.setSslBundles(new SelfReloadingSslBundles(bundles, name));
		factory.addConnectorCustomizers((connector) -> {
			AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
			protocol.setSslImplementationName(JSSEImplementation.class.getName());
			connector.addUpgradeProtocol(new AcmeTlsProtocol(this.responder));
			attach(protocol, context);
			bundles.addBundleUpdateHandler(name, (updated) -> attach(protocol, context));
		});
	}

	/**
	 * Keeps Boot from warning at each renewal that nobody takes the new certificate: it
	 * is presented by the host the client asks for.
	 * @param bundles the bundles, among them those of our certificates
	 */
	private void expectUpdates(SslBundles bundles) {
		bundles.getBundleNames()
			.stream()
			.filter(this::isOurs)
			.forEach((name) -> bundles.addBundleUpdateHandler(name, (updated) -> {
			}));
	}

	private static void attach(AbstractHttp11Protocol<?> protocol, AcmeTomcatSslContext context) {
		Arrays.stream(protocol.findSslHostConfigs())
			.filter((host) -> host.getHostName().equals(protocol.getDefaultSSLHostConfigName()))
			.flatMap((host) -> host.getCertificates().stream())
			.forEach((certificate) -> certificate.setSslContext(context));
	}

}
