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

package io.github.acmeboot.test.pebble;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;

/**
 * Makes {@code @ServiceConnection} work on a {@link PebbleContainer}.
 */
class PebbleContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<PebbleContainer, AcmeConnectionDetails> {

	@Override
	protected AcmeConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<PebbleContainer> source) {
		return new PebbleContainerConnectionDetails(source);
	}

	private static final class PebbleContainerConnectionDetails extends ContainerConnectionDetails<PebbleContainer>
			implements AcmeConnectionDetails {

		private PebbleContainerConnectionDetails(ContainerConnectionSource<PebbleContainer> source) {
			super(source);
		}

		@Override
		public String getDirectoryUrl(String issuer) {
			return getContainer().getDirectoryUrl().toString();
		}

		@Override
		public SslBundle getSslBundle(String issuer) {
			return getContainer().getSslBundle();
		}

	}

}
