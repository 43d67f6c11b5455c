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

package io.github.acmeboot.sample.security;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configures who has access.
 */
@ConfigurationProperties("tokens")
public class AccessProperties {

	/**
	 * Clients, by their id.
	 */
	private Map<String, ClientProperties> clients = new LinkedHashMap<>();

	/**
	 * Who may look at the endpoints beyond health and metrics, by name.
	 */
	private Map<String, OperatorProperties> operators = new LinkedHashMap<>();

	public Map<String, ClientProperties> getClients() {
		return this.clients;
	}

	public void setClients(Map<String, ClientProperties> clients) {
		this.clients = clients;
	}

	public Map<String, OperatorProperties> getOperators() {
		return this.operators;
	}

	public void setOperators(Map<String, OperatorProperties> operators) {
		this.operators = operators;
	}

}
