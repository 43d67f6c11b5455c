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

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.log.LogMessage;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.AcmeException.Reason;
import io.github.acmeboot.tls.PublicationProof;
import io.github.acmeboot.tls.ServedCertificate;
import io.github.acmeboot.tls.ServedCertificates;

/**
 * Proves a publication by connecting to the application's own port, as a client would. A
 * port that cannot be reached from here proves nothing, and refutes nothing either.
 */
final class LoopbackProof implements PublicationProof, ApplicationListener<WebServerInitializedEvent> {

	private static final Log logger = LogFactory.getLog(LoopbackProof.class);

	private final ServedCertificates certificates;

	private final ObjectProvider<ServerProperties> properties;

	private volatile @Nullable RunningServer server;

	LoopbackProof(ServedCertificates certificates, ObjectProvider<ServerProperties> properties) {
		this.certificates = certificates;
		this.properties = properties;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (event.getApplicationContext().getServerNamespace() == null) {
			this.properties.ifAvailable((properties) -> observe(event.getWebServer(), properties));
		}
	}

	@Override
	public void prove(ServedCertificate certificate) {
		RunningServer running = this.server;
		if (running != null && running.presents(certificate)) {
			probe(certificate, running).ifPresent((probe) -> prove(certificate, running, probe));
		}
	}

	private void observe(WebServer webServer, ServerProperties properties) {
		RunningServer running = RunningServer.of(webServer, properties);
		if (running == null || this.certificates.find(running.bundle()).isEmpty()) {
			return;
		}
		this.server = running;
		if (running.reload() == ServerReload.NONE) {
			logger.warn(LogMessage.format(
					"%s does not reload certificates: '%s' is presented as it was when the application started, and "
							+ "a renewed one only after a restart. Tomcat and Netty reload",
					webServer.getClass().getSimpleName(), running.bundle()));
		}
	}

	private Optional<Probe> probe(ServedCertificate certificate, RunningServer running) {
		Stream<String> hosts = (running.reload() == ServerReload.EVERY_CERTIFICATE) ? certificate.hosts().stream()
				: Stream.empty();
		Optional<Probe> named = hosts.map(Probe::hostFor)
			.filter((host) -> !running.hasOtherBundleFor(host)
					&& this.certificates.isPresented(certificate, host, running.bundle()))
			.flatMap(Probe::asking)
			.findFirst();
		return named
			.or(() -> certificate.name().equals(running.bundle()) ? Optional.of(Probe.ANONYMOUS) : Optional.empty());
	}

	private static void prove(ServedCertificate certificate, RunningServer running, Probe probe) {
		String algorithm = certificate.certificate().privateKey().getAlgorithm();
		try {
			new LoopbackHandshake(running.address()).with(probe.host(), algorithm).ifPresentOrElse((presented) -> {
				if (!presented.equals(certificate.certificate().leaf())) {
					throw refuted(certificate, running, "another certificate (" + presented.getSubjectX500Principal()
							+ ", serial " + presented.getSerialNumber().toString(16) + ")", null);
				}
			}, () -> logger
				.warn(LogMessage.format("Unable to prove that certificate '%s' is presented: %s does not answer",
						certificate.name(), running.address())));
		}
		catch (IOException ex) {
			throw refuted(certificate, running, "no certificate (" + ex.getMessage() + ")", ex);
		}
	}

	private static AcmeException refuted(ServedCertificate certificate, RunningServer running, String presented,
			@Nullable Exception cause) {
		return new AcmeException(Reason.PUBLISH,
				"Unable to present certificate '%s': %s presents %s instead of serial %s. The former certificate is presented again. Check what else configures TLS of the server."
					.formatted(certificate.name(), running.address(), presented, certificate.certificate().serial()),
				cause);
	}

}
