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

import java.util.Collection;
import java.util.List;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

import io.github.acmeboot.sample.token.Scope;
import io.github.acmeboot.sample.token.TokenDetails;

/**
 * A client of the service. Its name is its id.
 */
public final class Client implements UserDetails {

	private static final long serialVersionUID = 1L;

	private final String id;

	private final String secret;

	private final transient Scope scope;

	private final boolean resourceServer;

	Client(String id, String secret, Scope scope, boolean resourceServer) {
		this.id = id;
		this.secret = secret;
		this.scope = scope;
		this.resourceServer = resourceServer;
	}

	/**
	 * Returns what tokens of this client may be good for.
	 * @return the scope
	 */
	public Scope scope() {
		return this.scope;
	}

	/**
	 * Returns whether a token is one of this client.
	 * @param token what is known of the token
	 * @return whether it was issued to this client
	 */
	public boolean owns(TokenDetails token) {
		return this.id.equals(token.clientId());
	}

	/**
	 * Returns whether this client may be told of a token: a resource server of all,
	 * others of their own.
	 * @param token what is known of the token
	 * @return whether it may
	 */
	public boolean mayIntrospect(TokenDetails token) {
		return this.resourceServer || owns(token);
	}

	@Override
	public String getUsername() {
		return this.id;
	}

	@Override
	public String getPassword() {
		return this.secret;
	}

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities() {
		return List.of();
	}

	@Override
	public String toString() {
		return this.id;
	}

}
