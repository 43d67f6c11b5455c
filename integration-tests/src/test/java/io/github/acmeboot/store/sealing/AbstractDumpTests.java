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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.WriteCondition;
import io.github.acmeboot.store.ledger.Ledger;
import io.github.acmeboot.store.ledger.LedgerRepository;
import io.github.acmeboot.store.repository.AccountRepository;
import io.github.acmeboot.store.repository.CertificateRepository;
import io.github.acmeboot.store.repository.OrderEntry;
import io.github.acmeboot.store.repository.OrderJournal;
import io.github.acmeboot.store.repository.RevokedCertificates;
import io.github.acmeboot.store.repository.StoredAccount;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody gets out of a store that he reads past us. Extend it for each store.
 */
public abstract class AbstractDumpTests {

	private static final List<String> KINDS = List.of("accounts/", "banned-keys/", "certificates/", "orders/", "state/",
			"challenges/", "ledger/");

	private static final URI CA = URI.create("https://ca.example/directory");

	private static final int VALUES = 7;

	private final KeyPair former = keyPair();

	private final KeyPair current = keyPair();

	private final KeyPair account = keyPair();

	private final KeyPair order = keyPair();

	private final KeyPair revoked = keyPair();

	private final List<KeyPair> all = List.of(this.former, this.current, this.account, this.order, this.revoked);

	/**
	 * Returns the store to look into, without any layer.
	 * @return a store without values, the same one for the whole of a test
	 */
	protected abstract AcmeStore store();

	/**
	 * Returns everything that the back end holds, as somebody sees it who reads its
	 * files, its tables or its memory.
	 * @return the bytes, in any order
	 * @throws Exception if they cannot be had
	 */
	protected byte[] dump() throws Exception {
		ByteArrayOutputStream dump = new ByteArrayOutputStream();
		for (String kind : KINDS) {
			for (String key : store().list(kind)) {
				dump.write(store().load(key).orElseThrow().content());
			}
		}
		return dump.toByteArray();
	}

	@Test
	void aDumpShowsNoKey() throws Exception {
		AcmeStore sealed = TestKeys.sealing("k1").over(store());
		fill(sealed);
		byte[] dump = dump();
		assertThat(contains(dump, "acme-sealed 1 k1\n".getBytes(StandardCharsets.US_ASCII))).isTrue();
		assertThat(contains(dump, "PRIVATE KEY".getBytes(StandardCharsets.US_ASCII))).isFalse();
		assertThat(this.all).noneMatch((keyPair) -> shows(dump, keyPair.getPrivate()));
		assertThat(new CertificateRepository(sealed).findPrevious("web")).map(IssuedCertificate::privateKey)
			.contains(this.former.getPrivate());
	}

	@Test
	void withoutEncryptionADumpShowsEveryKey() throws Exception {
		fill(TestKeys.sealing().over(store()));
		byte[] dump = dump();
		assertThat(this.all).allMatch((keyPair) -> shows(dump, keyPair.getPrivate()));
	}

	@Test
	void afterSealingAnewADumpShowsNoKeyEither() throws Exception {
		fill(store());
		StoreSealing sealing = TestKeys.sealing("k1");
		sealing.over(store());
		assertThat(new Resealing(sealing).reseal().resealed()).isEqualTo(VALUES);
		byte[] values = values();
		assertThat(this.all).noneMatch((keyPair) -> shows(values, keyPair.getPrivate()));
	}

	private byte[] values() throws IOException {
		ByteArrayOutputStream values = new ByteArrayOutputStream();
		for (String kind : KINDS) {
			for (String key : store().list(kind)) {
				values.write(store().load(key).orElseThrow().content());
			}
		}
		return values.toByteArray();
	}

	private void fill(AcmeStore store) {
		CertificateRepository certificates = new CertificateRepository(store);
		String version = certificates.save("web", certificate(this.former), WriteCondition.absent()).version();
		certificates.save("web", certificate(this.current), WriteCondition.version(version));
		new AccountRepository(store).save(CA, new StoredAccount(this.account, CA), WriteCondition.absent());
		new OrderJournal(store).page("web", 1)
			.write(new OrderEntry("ca", CA, CA, List.of(Identifier.of("www.example.org")), null, this.order, 1));
		RevokedCertificates revokedCertificates = new RevokedCertificates(store);
		revokedCertificates.keep("web", certificate(this.revoked));
		revokedCertificates.ban("web", certificate(this.revoked));
		new LedgerRepository(store).save(CA, Ledger.EMPTY, WriteCondition.absent());
	}

	private static boolean shows(byte[] dump, PrivateKey key) {
		String text = new String(dump, StandardCharsets.ISO_8859_1).replace("\\r", "")
			.replace("\\n", "")
			.replaceAll("\\s", "");
		byte[] encoded = key.getEncoded();
		byte[] scalar = scalar((ECPrivateKey) key);
		String hex = text.toLowerCase(Locale.ROOT);
		return text.contains(Base64.getEncoder().encodeToString(encoded)) || contains(dump, encoded)
				|| contains(dump, scalar) || hex.contains(HexFormat.of().formatHex(scalar));
	}

	private static byte[] scalar(ECPrivateKey key) {
		byte[] scalar = key.getS().toByteArray();
		return (scalar.length > 32) ? Arrays.copyOfRange(scalar, scalar.length - 32, scalar.length) : scalar;
	}

	private static boolean contains(byte[] dump, byte[] part) {
		return new String(dump, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
	}

	private static KeyPair keyPair() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
			generator.initialize(256);
			return generator.generateKeyPair();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static IssuedCertificate certificate(KeyPair keyPair) {
		X500Principal name = new X500Principal("CN=www.example.org");
		Date start = Date.from(Instant.parse("2030-01-01T00:00:00Z"));
		try {
			X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(
					new JcaX509v3CertificateBuilder(name, BigInteger.ONE, start, start, name, keyPair.getPublic())
						.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keyPair.getPrivate())));
			return new IssuedCertificate(keyPair.getPrivate(), List.of(certificate));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
