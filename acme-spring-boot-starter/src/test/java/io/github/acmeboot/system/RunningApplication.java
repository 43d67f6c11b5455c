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

package io.github.acmeboot.system;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.autoconfigure.AcmeConnectionDetails;
import io.github.acmeboot.lock.AcmeLock;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.store.AcmeStore;

/**
 * An application as a user would write it, on random ports, run in this JVM.
 */
final class RunningApplication implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private RunningApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static Builder builder() {
		return new Builder();
	}

	int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	int http01Port() {
		return this.context.getEnvironment().getRequiredProperty("local.acme.challenge.http.port", Integer.class);
	}

	AcmeManager manager() {
		return this.context.getBean(AcmeManager.class);
	}

	CertificateStatus status(String certificate) {
		return manager().status(certificate).orElseThrow();
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	@Override
	public void close() {
		this.context.close();
	}

	/**
	 * The application itself.
	 */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@GetMapping("/")
		String hello() {
			return "Hello";
		}

	}

	/**
	 * Configures and starts the application.
	 */
	static final class Builder {

		private final Map<String, Object> properties = new HashMap<>(Map.of("acme.issuers.ca.terms-of-service-agreed",
				"true", "acme.issuers.ca.directory-url", "https://ca.invalid/", "acme.certificates.web.domains",
				"www.example.org", "acme.challenge.http.port", "0", "server.port", "0", "server.ssl.bundle", "web",
				"acme.store.type", "memory", "acme.doctor.before-first-order", "false"));

		private @Nullable AcmeConnectionDetails connectionDetails;

		private @Nullable AcmeStore store;

		private AcmeLock lock = new UncontendedLock();

		private IntConsumer onHttp01Port = (port) -> {
		};

		private final List<Consumer<GenericApplicationContext>> beans = new ArrayList<>();

		private Class<?>[] sources = { Application.class };

		Builder with(String property, Object value) {
			this.properties.put(property, value);
			return this;
		}

		Builder sources(Class<?>... sources) {
			this.sources = sources;
			return this;
		}

		/**
		 * Lets the application keep its state in a store of its own.
		 * @param store the store
		 * @return this builder
		 */
		Builder store(AcmeStore store) {
			this.store = store;
			return this;
		}

		/**
		 * Lets the application keep its state in a store of its own.
		 * @param store the store
		 * @param lock the lock that goes with it
		 * @return this builder
		 */
		Builder store(AcmeStore store, AcmeLock lock) {
			this.lock = lock;
			return store(store);
		}

		/**
		 * Lets the application use a CA.
		 * @param directoryUrl its directory
		 * @param sslBundle what verifies its directory
		 * @param http01Port told where to fetch answers from, before the first order
		 * @return this builder
		 */
		Builder ca(String directoryUrl, SslBundle sslBundle, IntConsumer http01Port) {
			this.onHttp01Port = http01Port;
			this.connectionDetails = new AcmeConnectionDetails() {

				@Override
				public String getDirectoryUrl(String issuer) {
					return directoryUrl;
				}

				@Override
				public SslBundle getSslBundle(String issuer) {
					return sslBundle;
				}

			};
			return this;
		}

		/**
		 * Lets the application have a bean of its own.
		 * @param type the type of the bean
		 * @param bean the bean
		 * @return this builder
		 */
		<T> Builder bean(Class<T> type, T bean) {
			this.beans.add((registry) -> registry.registerBean(type, () -> bean));
			return this;
		}

		/**
		 * Lets the application use several CAs.
		 * @param connectionDetails where they are
		 * @return this builder
		 */
		Builder connectionDetails(AcmeConnectionDetails connectionDetails) {
			this.connectionDetails = connectionDetails;
			return this;
		}

		/**
		 * Tells where answers to challenges are to be fetched from.
		 * @param http01Port told the port before the first order
		 * @return this builder
		 */
		Builder onHttp01Port(IntConsumer http01Port) {
			this.onHttp01Port = http01Port;
			return this;
		}

		RunningApplication start() {
			SpringApplication application = new SpringApplication(this.sources);
			application.setDefaultProperties(this.properties);
			application.setRegisterShutdownHook(false);
			application.addInitializers((context) -> {
				if (this.connectionDetails != null && context instanceof GenericApplicationContext registry) {
					AcmeConnectionDetails details = this.connectionDetails;
					registry.registerBean(AcmeConnectionDetails.class, () -> details);
				}
			});
			application.addInitializers((context) -> {
				if (this.store != null && context instanceof GenericApplicationContext registry) {
					AcmeStore store = this.store;
					registry.registerBean(AcmeStore.class, () -> store);
					registry.registerBean(AcmeLock.class, () -> this.lock);
				}
			});
			application.addInitializers((context) -> {
				if (context instanceof GenericApplicationContext registry) {
					this.beans.forEach((bean) -> bean.accept(registry));
				}
			});
			application.addListeners((ApplicationListener<ApplicationStartedEvent>) (event) -> {
				Integer port = event.getApplicationContext()
					.getEnvironment()
					.getProperty("local.acme.challenge.http.port", Integer.class);
				if (port != null) {
					this.onHttp01Port.accept(port);
				}
			});
			return new RunningApplication(application.run());
		}

	}

}
