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

package io.github.acmeboot.challenge;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration of the http-01 challenge.
 */
@ConfigurationProperties("acme.challenge.http")
public class Http01Properties {

	/**
	 * Port of the connector that answers http-01, 0 for any free one; -1 for none, when a
	 * proxy forwards challenges to the application's own port.
	 */
	private int port = 80;

	/**
	 * Whether that connector redirects every other request to HTTPS.
	 */
	private boolean redirectToHttps = true;

	/**
	 * Addresses and CIDR blocks that may ask for an answer. Everyone by default.
	 */
	private List<String> allowedSources = new ArrayList<>();

	public int getPort() {
		return this.port;
	}

	public void setPort(int port) {
		this.port = port;
	}

	public boolean isRedirectToHttps() {
		return this.redirectToHttps;
	}

	public void setRedirectToHttps(boolean redirectToHttps) {
		this.redirectToHttps = redirectToHttps;
	}

	public List<String> getAllowedSources() {
		return this.allowedSources;
	}

	public void setAllowedSources(List<String> allowedSources) {
		this.allowedSources = allowedSources;
	}

}
