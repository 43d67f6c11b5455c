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

package io.github.acmeboot.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import io.github.acmeboot.testsupport.TrustEverything;

/**
 * A TLS handshake as any client does it, to see what a server presents.
 */
final class Handshake {

	private Handshake() {
	}

	static X509Certificate leaf(int port, String host) {
		try (SSLSocket socket = (SSLSocket) TrustEverything.context()
			.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), port)) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setServerNames(List.of(new SNIHostName(host)));
			socket.setSSLParameters(parameters);
			socket.startHandshake();
			return (X509Certificate) socket.getSession().getPeerCertificates()[0];
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String serial(int port, String host) {
		String serial = leaf(port, host).getSerialNumber().toString(16);
		return (serial.length() % 2 == 0) ? serial : "0" + serial;
	}

}
