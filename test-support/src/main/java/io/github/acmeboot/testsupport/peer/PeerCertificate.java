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

package io.github.acmeboot.testsupport.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A self-signed certificate for the loopback interface, as the PEM files that servers
 * take.
 *
 * @param certificate the file with the certificate
 * @param key the file with the private key
 */
public record PeerCertificate(Path certificate, Path key) {

	private static final String PASSWORD = "changeit";

	private static final String ALIAS = "peer";

	/**
	 * Creates a certificate.
	 * @param directory where its files go
	 * @return the certificate
	 * @throws IOException if it cannot be written
	 * @throws GeneralSecurityException if it cannot be read back
	 */
	public static PeerCertificate create(Path directory) throws IOException, GeneralSecurityException {
		KeyStore keyStore = KeyStore.getInstance(generate(directory).toFile(), PASSWORD.toCharArray());
		return new PeerCertificate(
				pem(directory.resolve("peer-cert.pem"), "CERTIFICATE", keyStore.getCertificate(ALIAS).getEncoded()),
				pem(directory.resolve("peer-key.pem"), "PRIVATE KEY",
						keyStore.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
	}

	private static Path generate(Path directory) throws IOException {
		Path keyStore = directory.resolve("peer.p12");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", keyStore.toString(),
				"-storepass", PASSWORD)
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		if (!Files.exists(keyStore)) {
			throw new IOException("No certificate was made: " + output);
		}
		return keyStore;
	}

	private static Path pem(Path file, String type, byte[] content) throws IOException {
		String base64 = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		return Files.writeString(file, "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
	}

}
