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
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import io.github.acmeboot.CertificateIssuedEvent;
import io.github.acmeboot.CertificatePublishedEvent;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.codec.CertificateCodec;
import io.github.acmeboot.store.codec.StoreKey;

/**
 * Writes each certificate as {@code privkey.pem} and, after it, {@code fullchain.pem} for
 * other programs: when it is issued here, and when one is served that came from
 * elsewhere. What fails is tried again every minute, or else the other program would go
 * on with an older certificate until that has expired, or with a compromised key.
 */
class CertificateExport implements InitializingBean, DisposableBean {

	private static final Log logger = LogFactory.getLog(CertificateExport.class);

	private static final Duration RETRY_INTERVAL = Duration.ofMinutes(1);

	private final Map<String, IssuedCertificate> failed = new LinkedHashMap<>();

	private final ThreadPoolTaskScheduler retries = new ThreadPoolTaskScheduler();

	private final Path directory;

	CertificateExport(Path directory) {
		this.directory = directory.toAbsolutePath().normalize();
	}

	@Override
	public void afterPropertiesSet() {
		this.retries.setThreadNamePrefix("acme-export-");
		this.retries.setDaemon(true);
		this.retries.initialize();
		this.retries.scheduleWithFixedDelay(this::retry, RETRY_INTERVAL);
	}

	@Override
	public void destroy() {
		this.retries.shutdown();
	}

	synchronized void retry() {
		Map.copyOf(this.failed).forEach(this::export);
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
			if (this.failed.remove(name) != null) {
				logger.info("Exported the certificate '" + name + "' to '" + target + "' after all");
			}
		}
		catch (IOException ex) {
			report(name, target, ex, this.failed.put(name, certificate) == null);
		}
	}

	private void report(String name, Path target, IOException failure, boolean first) {
		if (first) {
			logger.warn("Unable to export the certificate '" + name + "' to '" + target
					+ "'; it is served nevertheless. Check that the directory set with "
					+ "'acme.store.file.export-directory' can be written to: it is tried again every minute. "
					+ failure);
		}
		logger.debug("Unable to export '" + name + "'", failure);
	}

	private static void write(Path file, String pem) throws IOException {
		byte[] content = pem.getBytes(StandardCharsets.US_ASCII);
		if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
			AtomicFile.replace(file, AtomicFile.directoryOf(file), content);
		}
	}

}
