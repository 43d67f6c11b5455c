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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Configures a client.
 */
public class ClientProperties {

	/**
	 * Its secret, encoded, such as '{bcrypt}$2a$10$…'.
	 */
	private @Nullable String secret;

	/**
	 * What its tokens may be good for; all of it if it asks for nothing in particular.
	 */
	private List<String> scopes = new ArrayList<>();

	/**
	 * Whether it is a resource server, which is told of the tokens of all clients.
	 */
	private boolean resourceServer;

	public @Nullable String getSecret() {
		return this.secret;
	}

	public void setSecret(@Nullable String secret) {
		this.secret = secret;
	}

	public List<String> getScopes() {
		return this.scopes;
	}

	public void setScopes(List<String> scopes) {
		this.scopes = scopes;
	}

	public boolean isResourceServer() {
		return this.resourceServer;
	}

	public void setResourceServer(boolean resourceServer) {
		this.resourceServer = resourceServer;
	}

}
