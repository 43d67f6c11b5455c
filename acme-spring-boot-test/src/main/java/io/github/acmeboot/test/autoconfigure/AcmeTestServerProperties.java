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

package io.github.acmeboot.test.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration of the CA that runs inside the application in tests and in development.
 */
@ConfigurationProperties("acme.test-server")
public class AcmeTestServerProperties {

	/**
	 * Port of the CA, 0 for any.
	 */
	private int port;

	/**
	 * Life of the certificates, a second or more.
	 */
	private Duration certificateLife = Duration.ofDays(90);

	/**
	 * Port from which the CA fetches http-01, on the loopback address whatever the name.
	 * By default, that on which the application answers.
	 */
	private @Nullable Integer http01Port;

	/**
	 * DNS server the CA asks for dns-01, as a host with an optional port. By default,
	 * that of DnsTestServerConfiguration; without one, dns-01 is not offered.
	 */
	private @Nullable String dnsServer;

	/**
	 * Zones of the DNS server that runs inside the application.
	 */
	private List<String> dnsZones = new ArrayList<>();

	/**
	 * Port on which the CA validates tls-alpn-01, on the loopback address whatever the
	 * name. By default, that on which the application serves.
	 */
	private @Nullable Integer tlsAlpn01Port;

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public Duration getCertificateLife() {
		return this.certificateLife;
	}

	public void setCertificateLife(Duration certificateLife) {
		this.certificateLife = certificateLife;
	}

	public @Nullable Integer getHttp01Port() {
		return this.http01Port;
	}

	public void setHttp01Port(@Nullable Integer http01Port) {
		this.http01Port = http01Port;
	}

	public @Nullable String getDnsServer() {
		return this.dnsServer;
	}

	public void setDnsServer(@Nullable String dnsServer) {
		this.dnsServer = dnsServer;
	}

	public List<String> getDnsZones() {
		return this.dnsZones;
	}

	public void setDnsZones(List<String> dnsZones) {
		this.dnsZones = dnsZones;
	}

	public @Nullable Integer getTlsAlpn01Port() {
		return this.tlsAlpn01Port;
	}

	public void setTlsAlpn01Port(@Nullable Integer tlsAlpn01Port) {
		this.tlsAlpn01Port = tlsAlpn01Port;
	}

}
