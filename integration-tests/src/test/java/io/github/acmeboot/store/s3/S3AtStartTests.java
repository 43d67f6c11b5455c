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

package io.github.acmeboot.store.s3;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.services.s3.S3Client;

import io.github.acmeboot.autoconfigure.AcmeAutoConfiguration;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.lock.LockAutoConfiguration;
import io.github.acmeboot.peer.S3Server;
import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoreAutoConfiguration;
import io.github.acmeboot.store.repository.RepositoryAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the start of an application whose bucket cannot be reached.
 */
class S3AtStartTests {

	@Test
	void aServiceThatIsDownDoesNotStopTheStart() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AcmeAutoConfiguration.class, S3AcmeStoreAutoConfiguration.class,
					StoreAutoConfiguration.class, LockAutoConfiguration.class, RepositoryAutoConfiguration.class))
			.withPropertyValues("acme.store.type=s3", "acme.store.s3.bucket=certs")
			.withBean(S3Client.class, () -> S3Server.client(S3Server.nowhere()))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(AcmeStore.class)
				.hasSingleBean(AcmeLock.class)
				.hasSingleBean(S3AcmeStore.class));
	}

}
