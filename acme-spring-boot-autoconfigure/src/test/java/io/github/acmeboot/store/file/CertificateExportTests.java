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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import io.github.acmeboot.CertificateIssuedEvent;
import io.github.acmeboot.CertificatePublishedEvent;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.store.TestCertificates;
import io.github.acmeboot.store.codec.CertificateCodec;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CertificateExport}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CertificateExportTests {

	private static final IssuedCertificate FIRST = TestCertificates.certificate(1);

	private static final IssuedCertificate SECOND = TestCertificates.certificate(2);

	@TempDir
	private Path directory;

	@Test
	void anIssuedCertificateIsExported() {
		publish(new CertificateIssuedEvent("web", FIRST, "letsencrypt", Duration.ZERO));
		assertExported(FIRST);
	}

	@Test
	void aCertificateThatCameFromElsewhereIsExportedWhenItIsServed() {
		publish(new CertificatePublishedEvent("web", FIRST, Duration.ZERO),
				new CertificatePublishedEvent("web", SECOND, Duration.ZERO));
		assertExported(SECOND);
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void nobodyButTheOwnerGetsIn() throws IOException {
		publish(new CertificatePublishedEvent("web", FIRST, Duration.ZERO));
		Path target = this.directory.resolve("export/web");
		assertThat(permissions(target)).isEqualTo("rwx------");
		assertThat(permissions(target.resolve("privkey.pem"))).isEqualTo("rw-------");
		assertThat(permissions(target.resolve("fullchain.pem"))).isEqualTo("rw-------");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whatIsExportedAlreadyIsLeftAlone() throws IOException {
		publish(new CertificateIssuedEvent("web", FIRST, "letsencrypt", Duration.ZERO));
		Object file = identity();
		publish(new CertificatePublishedEvent("web", FIRST, Duration.ZERO));
		assertThat(identity()).isEqualTo(file);
		publish(new CertificatePublishedEvent("web", SECOND, Duration.ZERO));
		assertThat(identity()).isNotEqualTo(file);
	}

	@Test
	void nothingElseIsLeftBehind() {
		publish(new CertificatePublishedEvent("web", FIRST, Duration.ZERO),
				new CertificatePublishedEvent("web", SECOND, Duration.ZERO));
		assertThat(this.directory.resolve("export/web").toFile().list()).containsExactlyInAnyOrder("privkey.pem",
				"fullchain.pem");
	}

	@Test
	void noNameLeadsOutOfTheDirectory() {
		publish(new CertificatePublishedEvent("../../web", FIRST, Duration.ZERO),
				new CertificatePublishedEvent("..", FIRST, Duration.ZERO));
		assertThat(this.directory.resolve("export").toFile().list()).containsExactlyInAnyOrder("..%2f..%2fweb",
				"%2e%2e");
	}

	@Test
	void aFailureIsReportedAndHarmsNobody(CapturedOutput output) throws IOException {
		Files.createFile(this.directory.resolve("export"));
		publish(new CertificatePublishedEvent("web", FIRST, Duration.ZERO));
		assertThat(output).contains("WARN")
			.contains("Unable to export the certificate 'web'")
			.contains(this.directory.resolve("export").toString())
			.contains("'acme.store.file.export-directory'");
	}

	@Test
	void whatFailedIsTriedAgainWithoutSayingSoEachTime(CapturedOutput output) throws IOException {
		Files.createFile(this.directory.resolve("export"));
		CertificateExport export = new CertificateExport(this.directory.resolve("export"));
		export.onIssued(new CertificateIssuedEvent("web", FIRST, "letsencrypt", Duration.ZERO));
		export.onPublished(new CertificatePublishedEvent("web", SECOND, Duration.ZERO));
		export.retry();
		assertThat(output).containsOnlyOnce("Unable to export the certificate 'web'").doesNotContain("\tat ");
		Files.delete(this.directory.resolve("export"));
		export.retry();
		assertExported(SECOND);
		export.retry();
		assertThat(output).containsOnlyOnce("Exported the certificate 'web'");
	}

	private void publish(Object... events) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(CertificateExport.class,
					() -> new CertificateExport(this.directory.resolve("export")));
			context.refresh();
			for (Object event : events) {
				context.publishEvent(event);
			}
		}
	}

	private void assertExported(IssuedCertificate certificate) {
		Path target = this.directory.resolve("export/web");
		assertThat(target.resolve("privkey.pem")).hasContent(CertificateCodec.privateKey(certificate));
		assertThat(target.resolve("fullchain.pem")).hasContent(CertificateCodec.chain(certificate));
	}

	private Object identity() throws IOException {
		return Files.readAttributes(this.directory.resolve("export/web/fullchain.pem"), BasicFileAttributes.class)
			.fileKey();
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

}
