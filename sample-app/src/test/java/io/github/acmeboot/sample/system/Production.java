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

package io.github.acmeboot.sample.system;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.github.acmeboot.sample.TokenClient;
import io.github.acmeboot.test.pebble.PebbleProcess;
import io.github.acmeboot.test.pki.Pem;
import io.github.acmeboot.testsupport.peer.Nginx;
import io.github.acmeboot.testsupport.peer.PeerProgram;
import io.github.acmeboot.testsupport.peer.RedisServer;

/**
 * What the sample has around it in production: a Redis with a password that writes what
 * it has to disk, a CA, and an nginx in front that forwards nothing but challenges.
 */
final class Production implements AutoCloseable {

	private static final String PASSWORD = "redis-secret";

	private static final Pattern ORDER = Pattern.compile("Added order \"");

	private final Path directory;

	private final List<SamplePorts> ports;

	private final RedisServer redis;

	private final Nginx nginx;

	private final PebbleProcess ca;

	private Production(Path directory, List<SamplePorts> ports) throws IOException {
		this.directory = directory;
		this.ports = ports;
		this.redis = RedisServer.start(directory, "--requirepass", PASSWORD, "--appendonly", "yes");
		this.nginx = Nginx.start(directory, ports.stream().mapToInt(SamplePorts::http01).toArray());
		this.ca = PebbleProcess.builder().http01Port(this.nginx.port()).authorizationReuse(0).start();
	}

	/**
	 * Starts all of it but the sample.
	 * @param directory where it may leave files
	 * @param instances how many instances of the sample there will be
	 * @return what is running
	 * @throws IOException if it cannot be started
	 */
	static Production start(Path directory, int instances) throws IOException {
		PeerProgram.require("redis-server");
		Nginx.require();
		return new Production(directory, Stream.generate(SamplePorts::choose).limit(instances).toList());
	}

	/**
	 * Starts an instance of the sample.
	 * @param instance its number, from zero
	 * @return the process, which may not be ready yet
	 */
	SampleProcess startSample(int instance) {
		return startSample(instance, this.directory, List.of("-jar", System.getProperty("sample.jar")));
	}

	/**
	 * Starts an instance of the sample that is not the jar.
	 * @param instance its number, from zero
	 * @param application the directory to start it in
	 * @param arguments what the JVM runs
	 * @return the process, which may not be ready yet
	 */
	SampleProcess startSample(int instance, Path application, List<String> arguments) {
		return SampleProcess.start(application, this.ports.get(instance), environment(), arguments);
	}

	private Map<String, String> environment() {
		return Map.ofEntries(Map.entry("SPRING_PROFILES_ACTIVE", "production,json"),
				Map.entry("ACME_CERTIFICATES_WEB_DOMAINS", "localhost"),
				Map.entry("ACME_ISSUERS_LETSENCRYPT_DIRECTORYURL", this.ca.directoryUrl().toString()),
				Map.entry("ACME_ISSUERS_LETSENCRYPT_SSLBUNDLE", "ca"),
				Map.entry("SPRING_SSL_BUNDLE_PEM_CA_TRUSTSTORE_CERTIFICATE", trust().toString()),
				Map.entry("ACME_STORE_ENCRYPTION_KEYS_0_ID", "2026"),
				Map.entry("ACME_STORE_ENCRYPTION_KEYS_0_SECRET", Base64.getEncoder().encodeToString(new byte[32])),
				Map.entry("SPRING_DATA_REDIS_PORT", String.valueOf(this.redis.port())),
				Map.entry("SPRING_DATA_REDIS_PASSWORD", PASSWORD), Map.entry("TOKENS_DRAIN_PERIOD", "5s"),
				Map.entry("TOKENS_CLIENTS_SHOP_SECRET", "{noop}shopshop"),
				Map.entry("TOKENS_CLIENTS_SHOP_SCOPES", "read,write"),
				Map.entry("TOKENS_OPERATORS_OLGA_PASSWORD", "{noop}olgaolga"));
	}

	private Path trust() {
		try {
			KeyStore store = Objects.requireNonNull(this.ca.sslBundle().getStores().getTrustStore());
			X509Certificate listener = (X509Certificate) store.getCertificate(store.aliases().nextElement());
			return Files.writeString(this.directory.resolve("ca.pem"), Pem.encode(List.of(listener)));
		}
		catch (IOException | KeyStoreException ex) {
			throw new IllegalStateException(ex);
		}
	}

	RedisServer redis() {
		return this.redis;
	}

	/**
	 * Returns how many orders there were at the CA.
	 * @return the number
	 */
	long orders() {
		return ORDER.matcher(this.ca.log()).results().count();
	}

	/**
	 * Returns what a client needs that trusts the CA and nobody else.
	 * @return the context
	 */
	SSLContext clientContext() {
		try {
			KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
			store.load(null, null);
			store.setCertificateEntry("root", this.ca.rootCertificate());
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(store);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, factory.getTrustManagers(), null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Returns a client of an instance that trusts the CA and nobody else.
	 * @param instance the instance
	 * @return the client
	 */
	TokenClient client(SampleProcess instance) {
		return new TokenClient(HttpClient.newBuilder().sslContext(clientContext()).build(),
				"https://localhost:" + instance.ports().https(), "shop:shopshop");
	}

	@Override
	public void close() {
		for (AutoCloseable part : Arrays.asList(this.nginx, this.ca, this.redis)) {
			try {
				part.close();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

}
