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

package io.github.acmeboot.issuer.directory;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.shredzone.acme4j.Metadata;
import org.shredzone.acme4j.connector.Resource;

import io.github.acmeboot.issuer.protocol.AcmeClient;
import io.github.acmeboot.issuer.protocol.AcmeSession;
import io.github.acmeboot.issuer.protocol.Operation;

/**
 * Reads the directories by ACME.
 */
public final class AcmeDirectories implements IssuerDirectories {

	private final Function<String, AcmeClient> clients;

	private final Function<String, IssuerDirectory.Configured> configured;

	/**
	 * Creates what reads directories.
	 * @param clients makes a client that knows nothing yet, by the name of the issuer
	 * @param configured knows what is configured for an issuer
	 */
	public AcmeDirectories(Function<String, AcmeClient> clients,
			Function<String, IssuerDirectory.Configured> configured) {
		this.clients = clients;
		this.configured = configured;
	}

	@Override
	public IssuerDirectory fetch(String issuer) {
		AcmeClient client = this.clients.apply(issuer);
		AcmeSession session = client.acquire();
		Metadata metadata = session.exchange(Operation.DIRECTORY, session::getMetadata);
		boolean renewalInfo = session
			.exchange(Operation.DIRECTORY, () -> session.resourceUrlOptional(Resource.RENEWAL_INFO))
			.isPresent();
		return session.read(Operation.DIRECTORY,
				() -> new IssuerDirectory(issuer, client.directory(), metadata.getTermsOfService(),
						metadata.isExternalAccountRequired(), List.copyOf(metadata.getCaaIdentities()),
						profiles(metadata), renewalInfo, this.configured.apply(issuer)));
	}

	private static Set<String> profiles(Metadata metadata) {
		return metadata.isProfileAllowed() ? metadata.getProfiles() : Set.of();
	}

}
