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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

import io.github.acmeboot.sample.token.Scope;

/**
 * The clients of the configuration.
 */
final class ClientRegistry implements UserDetailsService {

	private final Map<String, Client> clients = new TreeMap<>();

	ClientRegistry(Map<String, ClientProperties> clients, SecretCheck secrets) {
		if (clients.isEmpty()) {
			throw new InvalidAccessException("tokens.clients", "There is no client, so that nobody can get a token.",
					"Set 'tokens.clients.<id>.secret' and 'tokens.clients.<id>.scopes'.");
		}
		clients.forEach((id, properties) -> this.clients.put(id, client(id, properties, secrets)));
	}

	@Override
	public Client loadUserByUsername(String id) {
		Client client = this.clients.get(id);
		if (client == null) {
			throw new UsernameNotFoundException("There is no such client");
		}
		return client;
	}

	private static Client client(String id, ClientProperties properties, SecretCheck secrets) {
		String property = "tokens.clients." + id;
		return new Client(id, secrets.require(property + ".secret", properties.getSecret()),
				scope(property + ".scopes", properties.getScopes()), properties.isResourceServer());
	}

	private static Scope scope(String property, List<String> words) {
		try {
			return Scope.of(words);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAccessException(property, "Its value is %s. %s.".formatted(words, ex.getMessage()),
					"Set words, such as 'read,write'.");
		}
	}

}
