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

package io.github.acmeboot.store;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Accounts as the line {@code Location: <URL>}, if it is known, and the key pair as PEM.
 */
final class AccountCodec implements Codec<StoredAccount> {

	private static final Pattern LOCATION = Pattern.compile("^Location: (\\S+)$", Pattern.MULTILINE);

	@Override
	public byte[] encode(StoredAccount account) {
		String location = (account.location() != null) ? "Location: " + account.location() + "\n" : "";
		return (location + KeyPairPem.encode(account.keyPair())).getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public StoredAccount decode(byte[] content) {
		String text = new String(content, StandardCharsets.US_ASCII);
		Matcher location = LOCATION.matcher(text);
		return new StoredAccount(KeyPairPem.decode(text), location.find() ? URI.create(location.group(1)) : null);
	}

}
