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

package io.github.acmeboot.store.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.event.EventListener;

import io.github.acmeboot.CertificateIssuedEvent;
import io.github.acmeboot.CertificatePublishedEvent;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.codec.CertificateCodec;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Writes each certificate as {@code privkey.pem} and, after it, {@code fullchain.pem} for
 * other programs: when it is issued here, and when one is served that came from
 * elsewhere.
 */
class CertificateExport {

	private static final Log logger = LogFactory.getLog(CertificateExport.class);

	private final Path directory;

	CertificateExport(Path directory) {
		this.directory = directory.toAbsolutePath().normalize();
	}

	@EventListener
	void onIssued(CertificateIssuedEvent event) {
		export(event.name(), event.certificate());
	}

	@EventListener
	void onPublished(CertificatePublishedEvent event) {
		export(event.name(), event.certificate());
	}

	private synchronized void export(String name, IssuedCertificate certificate) {
		Path target = this.directory.resolve(StoreKey.segment(name));
		try {
			Uninterrupted.call(() -> {
				OwnerOnly.createDirectories(target);
				write(target.resolve("privkey.pem"), CertificateCodec.privateKey(certificate));
				write(target.resolve("fullchain.pem"), CertificateCodec.chain(certificate));
				return true;
			});
		}
		catch (IOException ex) {
			logger.warn("Unable to export the certificate '" + name + "' to '" + target
					+ "'; it is served nevertheless. Check that the directory set with "
					+ "'acme.store.file.export-directory' can be written to: it is tried again with the next certificate",
					ex);
		}
	}

	private static void write(Path file, String pem) throws IOException {
		byte[] content = pem.getBytes(StandardCharsets.US_ASCII);
		if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
			AtomicFile.replace(file, AtomicFile.directoryOf(file), content);
		}
	}

}
