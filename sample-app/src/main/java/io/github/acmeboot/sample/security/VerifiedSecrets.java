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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * {@link PasswordEncoder} that is slow, as it has to be, only for a secret it has not
 * found right before. Clients present theirs with each request, hundreds of times a
 * second. What it remembers is of no use outside this process. However many secrets are
 * wrong, the slow work leaves processors to others: a virtual thread keeps one until it
 * waits for something.
 */
final class VerifiedSecrets implements PasswordEncoder {

	private static final String ALGORITHM = "HmacSHA256";

	private final PasswordEncoder encoder;

	private final SecretKeySpec key;

	private final Map<String, byte[]> verified = new ConcurrentHashMap<>();

	private final Semaphore processors = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
			true);

	VerifiedSecrets(PasswordEncoder encoder) {
		this.encoder = encoder;
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		this.key = new SecretKeySpec(random, ALGORITHM);
	}

	@Override
	public @Nullable String encode(@Nullable CharSequence secret) {
		return this.encoder.encode(secret);
	}

	@Override
	public boolean matches(@Nullable CharSequence secret, @Nullable String encoded) {
		if (secret == null || encoded == null) {
			return false;
		}
		byte[] code = code(secret);
		return isKnown(code, encoded) || verify(secret, encoded, code);
	}

	private boolean verify(CharSequence secret, String encoded, byte[] code) {
		this.processors.acquireUninterruptibly();
		try {
			if (isKnown(code, encoded)) {
				return true;
			}
			boolean right = this.encoder.matches(secret, encoded);
			if (right) {
				this.verified.put(encoded, code);
			}
			return right;
		}
		finally {
			this.processors.release();
		}
	}

	private boolean isKnown(byte[] code, String encoded) {
		byte[] known = this.verified.get(encoded);
		return known != null && MessageDigest.isEqual(known, code);
	}

	private byte[] code(CharSequence secret) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return mac.doFinal(secret.toString().getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
