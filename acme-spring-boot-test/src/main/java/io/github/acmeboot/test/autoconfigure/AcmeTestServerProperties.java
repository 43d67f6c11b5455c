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

}
