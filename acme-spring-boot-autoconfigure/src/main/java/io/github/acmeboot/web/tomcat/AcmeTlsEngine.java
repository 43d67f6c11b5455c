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
import java.util.function.Supplier;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.challenge.TlsAlpn01Responder;

/**
 * The engine of one connection, which tells the handshakes of a CA from all others before
 * they begin: of what the client offers, Tomcat lets {@code acme-tls/1} through only.
 * Such a handshake is refused unless something is pending for the name, needs no client
 * certificate, and is never followed by a request, whatever it ends with.
 */
final class AcmeTlsEngine extends ForwardingSslEngine {

	private static final String[] NOTHING_OFFERED = { "-" };

	private final Supplier<TlsAlpn01Responder> responder;

	private boolean validation;

	AcmeTlsEngine(SSLEngine delegate, Supplier<TlsAlpn01Responder> responder) {
		super(delegate);
		this.responder = responder;
	}

	@Override
	public void setSSLParameters(SSLParameters parameters) {
		String[] protocols = parameters.getApplicationProtocols();
		this.validation = protocols.length == 1 && TlsAlpn01Responder.PROTOCOL.equals(protocols[0]);
		if (this.validation) {
			expectValidation(parameters);
		}
		super.setSSLParameters(parameters);
	}

	@Override
	public @Nullable String getApplicationProtocol() {
		return this.validation ? TlsAlpn01Responder.PROTOCOL : super.getApplicationProtocol();
	}

	private void expectValidation(SSLParameters parameters) {
		parameters.setNeedClientAuth(false);
		if (this.responder.get().isUsed()) {
			parameters.setSNIMatchers(List.of(new PendingNameMatcher(this.responder)));
		}
		else {
			parameters.setSNIMatchers(List.of());
			parameters.setApplicationProtocols(NOTHING_OFFERED);
		}
	}

	private static final class PendingNameMatcher extends SNIMatcher {

		private final Supplier<TlsAlpn01Responder> responder;

		PendingNameMatcher(Supplier<TlsAlpn01Responder> responder) {
			super(StandardConstants.SNI_HOST_NAME);
			this.responder = responder;
		}

		@Override
		public boolean matches(SNIServerName serverName) {
			return serverName instanceof SNIHostName host
					&& this.responder.get().respond(host.getAsciiName()).isPresent();
		}

	}

}
