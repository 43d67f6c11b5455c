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

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.ssl.SslBundle;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * Let's Encrypt's Pebble in a container, its HTTPS server trusted. With
 * {@code @ServiceConnection} all issuers of an application are sent there.
 * <p>
 * The CA has to reach the application under the names it validates: give them to the
 * container by {@code withExtraHost(name, "host-gateway")}, or do without the validation.
 */
public class PebbleContainer extends GenericContainer<PebbleContainer> {

	private static final DockerImageName IMAGE = DockerImageName.parse("ghcr.io/letsencrypt/pebble");

	private static final String DIRECTORY = "/acme-spring-boot-test";

	private static final int PORT = 14000;

	private final PebbleFiles files = new PebbleFiles();

	private final Map<String, Object> settings = new HashMap<>(
			Map.of("listenAddress", "0.0.0.0:" + PORT, "managementListenAddress", "0.0.0.0:15000", "httpPort", 5002,
					"tlsPort", 5001, "externalAccountBindingRequired", false));

	/**
	 * Creates a container of the newest image.
	 */
	public PebbleContainer() {
		this(IMAGE.withTag("latest"));
	}

	/**
	 * Creates a container.
	 * @param image an image of Pebble
	 */
	public PebbleContainer(DockerImageName image) {
		super(image);
		image.assertCompatibleWith(IMAGE);
		withExposedPorts(PORT);
		withCommand("-config", DIRECTORY + "/" + PebbleFiles.CONFIG);
		withEnv("PEBBLE_VA_NOSLEEP", "1");
		waitingFor(Wait.forHttps("/dir").forPort(PORT).allowInsecure());
	}

	/**
	 * Sets the port from which http-01 is fetched.
	 * @param port the port. 5002 by default
	 * @return this
	 */
	public PebbleContainer withHttp01Port(int port) {
		this.settings.put("httpPort", port);
		return self();
	}

	/**
	 * Lets every challenge succeed unseen.
	 * @return this
	 */
	public PebbleContainer withoutValidation() {
		return withEnv("PEBBLE_VA_ALWAYS_VALID", "1");
	}

	@Override
	protected void configure() {
		this.files.contents(DIRECTORY, this.settings)
			.forEach((name, content) -> withCopyToContainer(Transferable.of(content), DIRECTORY + "/" + name));
	}

	/**
	 * Returns the URL of the directory.
	 * @return the URL, once the container runs
	 */
	public URI getDirectoryUrl() {
		return URI.create("https://" + getHost() + ":" + getMappedPort(PORT) + "/dir");
	}

	/**
	 * Returns what a client needs to trust the CA's HTTPS server.
	 * @return a bundle with a trust store
	 */
	public SslBundle getSslBundle() {
		return this.files.identity().trustBundle();
	}

}
