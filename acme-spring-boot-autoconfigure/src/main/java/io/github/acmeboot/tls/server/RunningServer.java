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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.Ssl.ServerNameSslBundle;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

import io.github.acmeboot.tls.ServedCertificate;

/**
 * A web server that is listening with TLS.
 *
 * @param address where to reach it from here
 * @param bundle the name of its own bundle, the one for hosts nobody knows
 * @param reload what it does with a certificate that was published
 * @param otherHosts the hosts its configuration gives bundles of their own
 */
record RunningServer(InetSocketAddress address, String bundle, ServerReload reload, List<String> otherHosts) {

	static @Nullable RunningServer of(WebServer server, ServerProperties properties) {
		Ssl ssl = properties.getSsl();
		if (server.getPort() <= 0 || ssl == null || !Ssl.isEnabled(ssl) || ssl.getBundle() == null) {
			return null;
		}
		return new RunningServer(new InetSocketAddress(reachable(properties.getAddress()), server.getPort()),
				ssl.getBundle(), ServerReload.of(server),
				ssl.getServerNameBundles()
					.stream()
					.map(ServerNameSslBundle::serverName)
					.map((name) -> name.toLowerCase(Locale.ROOT))
					.toList());
	}

	/**
	 * Returns whether clients of this server can be presented a certificate.
	 * @param certificate the certificate
	 * @return whether publishing it makes a difference here
	 */
	boolean presents(ServedCertificate certificate) {
		return switch (this.reload) {
			case EVERY_CERTIFICATE -> true;
			case OWN_BUNDLE -> certificate.name().equals(this.bundle);
			case NONE -> false;
		};
	}

	boolean hasOtherBundleFor(String host) {
		return this.otherHosts.stream()
			.anyMatch((other) -> other.equals(host) || (other.startsWith("*.")
					&& host.indexOf('.') == host.length() - other.length() + 1 && host.endsWith(other.substring(1))));
	}

	private static InetAddress reachable(@Nullable InetAddress address) {
		return (address == null || address.isAnyLocalAddress()) ? InetAddress.getLoopbackAddress() : address;
	}

}
