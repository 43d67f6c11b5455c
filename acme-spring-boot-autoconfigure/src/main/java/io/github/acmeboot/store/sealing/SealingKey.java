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

package io.github.acmeboot.store.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals by AES-256-GCM under a random nonce, and opens. What is sealed is bound to its
 * header and to the key it is stored under. The text never shows the secret.
 */
final class SealingKey {

	private static final int NONCE_LENGTH = 12;

	private static final int TAG_LENGTH = 16;

	private final SecureRandom random = new SecureRandom();

	private final String id;

	private final SecretKey secret;

	SealingKey(String id, byte[] secret) {
		this.id = id;
		this.secret = new SecretKeySpec(secret, "AES");
	}

	String id() {
		return this.id;
	}

	byte[] seal(String key, byte[] content) {
		byte[] header = SealHeader.of(this.id).toBytes();
		byte[] nonce = new byte[NONCE_LENGTH];
		this.random.nextBytes(nonce);
		ByteBuffer sealed = ByteBuffer.allocate(header.length + NONCE_LENGTH + content.length + TAG_LENGTH);
		sealed.put(header).put(nonce);
		try {
			cipher(Cipher.ENCRYPT_MODE, nonce, header, key).doFinal(ByteBuffer.wrap(content), sealed);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every JDK has AES-256-GCM", ex);
		}
		return sealed.array();
	}

	/**
	 * Opens a value.
	 * @param key the key it is stored under
	 * @param sealed what {@link #seal} made
	 * @return the content
	 * @throws GeneralSecurityException if it is cut off, altered, or was sealed under
	 * another key
	 */
	byte[] open(String key, byte[] sealed) throws GeneralSecurityException {
		byte[] header = SealHeader.of(this.id).toBytes();
		int start = header.length + NONCE_LENGTH;
		if (sealed.length < start + TAG_LENGTH) {
			throw new AEADBadTagException("It is cut off");
		}
		byte[] nonce = new byte[NONCE_LENGTH];
		System.arraycopy(sealed, header.length, nonce, 0, NONCE_LENGTH);
		return cipher(Cipher.DECRYPT_MODE, nonce, header, key).doFinal(sealed, start, sealed.length - start);
	}

	private Cipher cipher(int mode, byte[] nonce, byte[] header, String key) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, this.secret, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce));
		cipher.updateAAD(header);
		cipher.updateAAD(key.getBytes(StandardCharsets.UTF_8));
		return cipher;
	}

	@Override
	public String toString() {
		return "SealingKey[" + this.id + "]";
	}

}
