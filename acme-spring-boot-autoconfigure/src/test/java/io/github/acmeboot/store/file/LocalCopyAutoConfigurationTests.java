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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.autoconfigure.AcmeProperties;
import io.github.acmeboot.renewal.TestCertificates;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.memory.InMemoryAcmeStore;
import io.github.acmeboot.store.repository.LocalCopy;
import io.github.acmeboot.store.sealing.SealingAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LocalCopyAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LocalCopyAutoConfigurationTests {

	private static final IssuedCertificate CERTIFICATE = TestCertificates.issued(Instant.parse("2030-01-01T00:00:00Z"),
			Duration.ofDays(90), "web.example.com");

	@TempDir
	private Path directory;

	private final AcmeStore remote = mock(AcmeStore.class);

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(StoreAutoConfiguration.class, SealingAutoConfiguration.class,
				LocalCopyAutoConfiguration.class))
		.withUserConfiguration(Switch.class)
		.withBean(AcmeStore.class, () -> this.remote);

	LocalCopyAutoConfigurationTests() {
		given(this.remote.isRemote()).willReturn(true);
	}

	@Test
	void nothingIsCopiedByDefault() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(LocalCopy.class));
	}

	@Test
	void theCopyIsKeptSealedInTheDirectoryAndIsNoStoreOfTheApplication(CapturedOutput output) {
		withKeys().run((context) -> {
			LocalCopy copy = context.getBean(LocalCopy.class);
			copy.keep("web", CERTIFICATE);
			assertThat(copy.find("web")).contains(CERTIFICATE);
			assertThat(context).hasSingleBean(AcmeStore.class);
			assertThat(content()).doesNotContain("PRIVATE KEY", "CERTIFICATE");
		});
		withKeys().run((context) -> assertThat(context.getBean(LocalCopy.class).find("web")).contains(CERTIFICATE));
		assertThat(output).doesNotContain("of little use");
	}

	@Test
	void withoutKeysTheStartFails() {
		this.contextRunner.withPropertyValues("acme.store.local-copy.directory=" + this.directory)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class, (failure) -> {
					assertThat(failure.getName()).isEqualTo("acme.store.local-copy.directory");
					assertThat(failure.getReason()).contains("acme.store.encryption.keys");
				}));
	}

	@Test
	void aCopyOfAStoreOnThisMachineIsReportedAsOfLittleUse(CapturedOutput output) {
		given(this.remote.isRemote()).willReturn(false);
		withKeys().run((context) -> assertThat(context).hasSingleBean(LocalCopy.class));
		assertThat(output).contains("of little use");
	}

	@Test
	void aDirectoryThatCannotBeUsedIsReportedWithThePropertyThatNamesIt() throws IOException {
		Files.createFile(this.directory.resolve("file"));
		withKeys().withPropertyValues("acme.store.local-copy.directory=" + this.directory.resolve("file"))
			.run((context) -> {
				LocalCopy copy = context.getBean(LocalCopy.class);
				copy.keep("web", CERTIFICATE);
				assertThat(copy.status().orElseThrow().failure()).contains("'acme.store.local-copy.directory'")
					.doesNotContain("acme.store.file.directory");
			});
	}

	@Test
	void theUsersCopyWins() {
		withKeys().withBean("mine", LocalCopy.class, () -> LocalCopy.in(new InMemoryAcmeStore(), Clock.systemUTC()))
			.run((context) -> assertThat(context).hasSingleBean(LocalCopy.class).hasBean("mine"));
	}

	private ApplicationContextRunner withKeys() {
		return this.contextRunner.withPropertyValues("acme.store.local-copy.directory=" + this.directory,
				"acme.store.encryption.keys[0].id=one",
				"acme.store.encryption.keys[0].secret=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
	}

	private String content() throws IOException {
		return Files.readString(this.directory.resolve("certificates/web.acme"), StandardCharsets.ISO_8859_1);
	}

	@EnableConfigurationProperties(AcmeProperties.class)
	static class Switch {

	}

}
