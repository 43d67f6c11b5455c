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

package io.github.acmeboot.store.repository;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StaleWriteException;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.UnreadableValueException;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.codec.Codec;
import io.github.acmeboot.store.codec.KeyPairPem;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Keeps the accounts at the CAs. Safe for use by several threads.
 */
public final class AccountRepository {

	private static final Log logger = LogFactory.getLog(AccountRepository.class);

	private static final String KIND = "accounts";

	private final Codec<StoredAccount> codec = new AccountCodec();

	private final AcmeStore store;

	public AccountRepository(AcmeStore store) {
		this.store = store;
	}

	/**
	 * Finds the account at a CA.
	 * @param directory the URL of the CA's directory
	 * @return the account, or empty if there is none
	 * @throws UnreadableValueException if what is stored cannot be read; an account that
	 * is saved under its version takes its place
	 */
	public Optional<Stored<StoredAccount>> find(URI directory) {
		String key = key(directory);
		return this.store.load(key).map((stored) -> Stored.decode(key, stored, this.codec));
	}

	/**
	 * Saves the account at a CA. Of an entry that cannot be read a copy is kept, since
	 * the key may be wanted still.
	 * @param directory the URL of the CA's directory
	 * @param account the account
	 * @param condition what has to be stored now
	 * @return the account and its new version
	 * @throws StaleWriteException if another instance was first; use its account then
	 */
	public Stored<StoredAccount> save(URI directory, StoredAccount account, WriteCondition condition) {
		condition.version().ifPresent((version) -> keepUnreadable(directory, version));
		StoredValue stored = this.store.save(key(directory), this.codec.encode(account), condition);
		return new Stored<>(account, stored.version());
	}

	private void keepUnreadable(URI directory, String version) {
		load(key(directory)).filter((stored) -> stored.version().equals(version) && !isAccount(stored.content()))
			.ifPresent((unreadable) -> {
				String copy = StoreKey.of(KIND, directory.toString(), "unreadable", version);
				this.store.save(copy, unreadable.content(), WriteCondition.unchanged(this.store.load(copy)));
			});
	}

	private Optional<StoredValue> load(String key) {
		try {
			return this.store.load(key);
		}
		catch (UnreadableValueException ex) {
			logger.debug("The store keeps a copy by itself of what it cannot read", ex);
			return Optional.empty();
		}
	}

	private boolean isAccount(byte[] content) {
		try {
			this.codec.decode(content);
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static String key(URI directory) {
		return StoreKey.of(KIND, directory.toString());
	}

	/**
	 * Accounts as lines with the URL, the contact addresses, the status and the next key
	 * pair (the PEM in Base64, so that there is one key pair for whoever knows nothing of
	 * the next), as far as there is something to say, and the key pair as PEM.
	 */
	private static final class AccountCodec implements Codec<StoredAccount> {

		private static final Pattern LOCATION = line("Location");

		private static final Pattern CONTACT = line("Contact");

		private static final Pattern STATUS = line("Status");

		private static final Pattern NEXT_KEY = line("Next-Key");

		@Override
		public byte[] encode(StoredAccount account) {
			StringBuilder text = new StringBuilder();
			if (account.location() != null) {
				text.append("Location: ").append(account.location()).append('\n');
			}
			account.contact().forEach((address) -> text.append("Contact: ").append(address).append('\n'));
			if (account.status() != StoredAccount.Status.VALID) {
				text.append("Status: ").append(account.status()).append('\n');
			}
			if (account.nextKeyPair() != null) {
				byte[] next = KeyPairPem.encode(account.nextKeyPair()).getBytes(StandardCharsets.US_ASCII);
				text.append("Next-Key: ").append(Base64.getEncoder().encodeToString(next)).append('\n');
			}
			text.append(KeyPairPem.encode(account.keyPair()));
			return text.toString().getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public StoredAccount decode(byte[] content) {
			String text = new String(content, StandardCharsets.UTF_8);
			Matcher location = LOCATION.matcher(text);
			Matcher status = STATUS.matcher(text);
			Matcher next = NEXT_KEY.matcher(text);
			return new StoredAccount(KeyPairPem.decode(text), location.find() ? URI.create(location.group(1)) : null,
					CONTACT.matcher(text).results().map((contact) -> contact.group(1)).toList(),
					status.find() ? StoredAccount.Status.valueOf(status.group(1)) : StoredAccount.Status.VALID,
					next.find() ? nextKeyPair(next.group(1)) : null);
		}

		private static KeyPair nextKeyPair(String encoded) {
			return KeyPairPem.decode(new String(Base64.getDecoder().decode(encoded), StandardCharsets.US_ASCII));
		}

		private static Pattern line(String name) {
			return Pattern.compile("^" + name + ": (\\S+)$", Pattern.MULTILINE);
		}

	}

}
