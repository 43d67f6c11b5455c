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

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;

import jakarta.servlet.http.WebConnection;
import org.apache.coyote.Adapter;
import org.apache.coyote.Processor;
import org.apache.coyote.Request;
import org.apache.coyote.UpgradeProtocol;
import org.apache.coyote.UpgradeToken;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.coyote.http11.upgrade.UpgradeProcessorInternal;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import io.github.acmeboot.challenge.TlsAlpn01Responder;

/**
 * The application protocol {@code acme-tls/1} (RFC 8737 section 4): the handshake is all
 * there is to it, then the connection is closed.
 */
final class AcmeTlsProtocol implements UpgradeProtocol {

	private final Supplier<TlsAlpn01Responder> responder;

	AcmeTlsProtocol(Supplier<TlsAlpn01Responder> responder) {
		this.responder = responder;
	}

	@Override
	public String getAlpnName() {
		return TlsAlpn01Responder.PROTOCOL;
	}

	@Override
	public byte[] getAlpnIdentifier() {
		return TlsAlpn01Responder.PROTOCOL.getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Returns the processor of one connection. It is one for upgrades, as Tomcat would
	 * use any other again for the next connection, by whatever protocol.
	 */
	@Override
	@SuppressWarnings("NullAway")
	public Processor getProcessor(SocketWrapperBase<?> socketWrapper, Adapter adapter) {
		return new UpgradeProcessorInternal(socketWrapper,
				new UpgradeToken(new ClosingHandler(this.responder), null, null, getAlpnName()), null);
	}

	@Override
	public @Nullable String getHttpUpgradeName(boolean isSSLEnabled) {
		return null;
	}

	@Override
	public @Nullable InternalHttpUpgradeHandler getInternalUpgradeHandler(SocketWrapperBase<?> socketWrapper,
			Adapter adapter, Request request) {
		return null;
	}

	@Override
	public boolean accept(Request request) {
		return false;
	}

	/**
	 * Tells who sees the certificate, and closes the connection.
	 */
	private static final class ClosingHandler implements InternalHttpUpgradeHandler {

		private final Supplier<TlsAlpn01Responder> responder;

		private @Nullable SSLSupport tls;

		ClosingHandler(Supplier<TlsAlpn01Responder> responder) {
			this.responder = responder;
		}

		@Override
		public void setSslSupport(@Nullable SSLSupport sslSupport) {
			this.tls = sslSupport;
		}

		@Override
		public SocketState upgradeDispatch(SocketEvent status) {
			X509Certificate[] presented = (this.tls != null) ? this.tls.getLocalCertificateChain() : null;
			if (status == SocketEvent.OPEN_READ && presented != null && presented.length > 0) {
				this.responder.get().fetched(presented[0]);
			}
			return SocketState.CLOSED;
		}

		@Override
		public void init(WebConnection connection) {
		}

		@Override
		public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
		}

		@Override
		public void timeoutAsync(long now) {
		}

		@Override
		public void pause() {
		}

		@Override
		public void destroy() {
		}

	}

}
