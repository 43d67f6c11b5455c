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

package io.github.acmeboot.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

import io.github.acmeboot.peer.WrongClock;
import io.github.acmeboot.test.pki.Pem;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Several instances behind a load balancer, with one store and one CA.
 *
 * @param <C> the type of the CA
 */
final class Fleet<C extends FleetCa> implements AutoCloseable {

	static final String HOST = "www.example.org";

	static final String LOCK = "renew/web";

	static final String CERTIFICATE = "certificates/web";

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Duration LOOK = Duration.ofMillis(100);

	private final Path directory;

	private final Path barrier;

	private final LoadBalancer loadBalancer = new LoadBalancer();

	private final C ca;

	private final SharedStore store;

	private final List<Instance> instances = new CopyOnWriteArrayList<>();

	private final AtomicInteger started = new AtomicInteger();

	private final List<ServingWatch> watches = new CopyOnWriteArrayList<>();

	private final Map<String, String> properties = new LinkedHashMap<>();

	private final Map<String, String> environment = new LinkedHashMap<>();

	Fleet(Path directory, SharedStore store, IntFunction<C> ca) {
		this.directory = directory;
		this.barrier = directory.resolve("barrier-" + ProcessHandle.current().pid()).toAbsolutePath();
		this.store = store;
		this.ca = ca.apply(this.loadBalancer.port());
		this.properties.putAll(Map.of("server.port", "0", "server.address", "127.0.0.1", "server.ssl.bundle", "web",
				"acme.challenge.http.port", "0", "acme.certificates.web.domains", HOST,
				"acme.issuers.ca.terms-of-service-agreed", "true", "acme.issuers.ca.directory-url",
				this.ca.directoryUrl().toString(), "acme.issuers.ca.ssl-bundle", "ca",
				"spring.ssl.bundle.pem.ca.truststore.certificate", trust().toUri().toString(),
				"acme.store.refresh-interval", "2s"));
		this.properties.put(FleetAnnouncements.BARRIER, this.barrier.toString());
		this.properties.putAll(Map.of("management.endpoints.web.exposure.include", "health,acme",
				"management.endpoint.acme.access", "unrestricted", "management.endpoint.health.show-details", "always",
				"logging.level.io.github.acmeboot", "debug", "spring.main.banner-mode", "off", "spring.jmx.enabled",
				"false"));
		this.properties.putAll(store.properties());
	}

	private Path trust() {
		try {
			Files.createDirectories(this.directory);
			return Files.writeString(this.directory.resolve("ca.pem"), Pem.encode(List.of(this.ca.listenerRoot())));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Configures the instances that are started from now on.
	 * @param property the name of a property
	 * @param value its value
	 * @return this
	 */
	Fleet<C> with(String property, String value) {
		this.properties.put(property, value);
		return this;
	}

	/**
	 * Lets the instances that are started from now on go by another clock.
	 * @param clock the clock
	 * @return this
	 */
	Fleet<C> with(WrongClock clock) {
		this.environment.putAll(clock.environment());
		return this;
	}

	/**
	 * Configures the instances that are started from now on.
	 * @param prefix what the properties begin with that they do not have
	 */
	void without(String prefix) {
		this.properties.keySet().removeIf((property) -> property.startsWith(prefix));
	}

	/**
	 * Stops whoever is about to save the certificate.
	 */
	void raiseBarrier() {
		try {
			Files.createFile(this.barrier);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits until an instance stands before the save of the certificate.
	 */
	void awaitSaving() {
		await().until(() -> this.instances.stream().anyMatch((instance) -> instance.isSaving(CERTIFICATE)));
	}

	/**
	 * Lets those that are about to save go on, as soon as they run.
	 */
	void removeBarrier() {
		try {
			Files.delete(this.barrier);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	C ca() {
		return this.ca;
	}

	LoadBalancer loadBalancer() {
		return this.loadBalancer;
	}

	/**
	 * Returns the instances but one.
	 * @param instance the one
	 * @return the others
	 */
	List<Instance> others(Instance instance) {
		return this.instances.stream().filter((other) -> other != instance).toList();
	}

	List<Instance> instances() {
		return List.copyOf(this.instances);
	}

	/**
	 * Starts instances that begin to look after the certificate all at once.
	 * @param count how many
	 * @return the instances
	 */
	List<Instance> start(int count) {
		return start(count, (started) -> {
		});
	}

	/**
	 * Starts instances that begin to look after the certificate all at once.
	 * @param count how many
	 * @param whenStarted told when their ports are open, before they begin
	 * @return the instances
	 */
	List<Instance> start(int count, Consumer<List<Instance>> whenStarted) {
		List<Instance> started = IntStream.range(0, count).mapToObj((i) -> launch()).toList();
		started.forEach(Instance::awaitStarted);
		whenStarted.accept(started);
		started.forEach(Instance::go);
		return started;
	}

	private Instance launch() {
		String name = "instance-" + this.started.incrementAndGet();
		Instance instance = Instance.start(name, command(), this.environment, this.directory.resolve(name + ".log"),
				this.loadBalancer::add);
		this.instances.add(instance);
		return instance;
	}

	private List<String> command() {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx160m",
						"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData", "-cp",
						this.store.libraries().classPath(), FleetApplication.class.getName()));
		this.properties.forEach((name, value) -> command.add("--" + name + "=" + value));
		return command;
	}

	/**
	 * Takes an instance away as its machine dies.
	 * @param instance the instance
	 */
	void kill(Instance instance) {
		this.loadBalancer.remove(instance);
		instance.kill();
		this.instances.remove(instance);
	}

	/**
	 * Takes an instance away as an orchestrator does.
	 * @param instance the instance
	 */
	void terminate(Instance instance) {
		this.loadBalancer.remove(instance);
		instance.terminate();
		this.instances.remove(instance);
	}

	/**
	 * Stops an instance from running, which the load balancer notices.
	 * @param instance the instance
	 */
	void freeze(Instance instance) {
		this.loadBalancer.remove(instance);
		instance.freeze();
	}

	/**
	 * Lets a frozen instance go on.
	 * @param instance the instance
	 */
	void thaw(Instance instance) {
		instance.thaw();
		this.loadBalancer.add(instance);
	}

	/**
	 * Begins to watch whether instances serve a certificate at all times.
	 * @param those the instances
	 * @return the watch
	 */
	ServingWatch watch(List<Instance> those) {
		ServingWatch watch = new ServingWatch(those);
		this.watches.add(watch);
		return watch;
	}

	/**
	 * Waits until an instance has the lock.
	 * @return the instance
	 */
	Instance awaitHolder() {
		await().until(() -> this.instances.stream().anyMatch((instance) -> instance.holds(LOCK)));
		return this.instances.stream().filter((instance) -> instance.holds(LOCK)).findFirst().orElseThrow();
	}

	/**
	 * Waits until instances present one and the same certificate, and not that of a
	 * placeholder.
	 * @param those the instances
	 * @return the certificate
	 */
	X509Certificate awaitServed(List<Instance> those) {
		await().untilAsserted(() -> assertThat(presented(those)).hasSize(1)
			.doesNotContain(Optional.empty())
			.allSatisfy((leaf) -> assertThat(isPlaceholder(leaf.orElseThrow())).isFalse()));
		return those.get(0).presented().orElseThrow();
	}

	X509Certificate awaitServed() {
		return awaitServed(instances());
	}

	/**
	 * Waits until instances present one and the same certificate in place of a former
	 * one.
	 * @param those the instances
	 * @param former the former certificate
	 * @return the certificate
	 */
	X509Certificate awaitServedInPlaceOf(List<Instance> those, X509Certificate former) {
		await().until(() -> !presented(those).contains(Optional.of(former)));
		return awaitServed(those);
	}

	private static Set<Optional<X509Certificate>> presented(List<Instance> those) {
		return those.stream().map(Instance::presented).collect(Collectors.toSet());
	}

	/**
	 * Returns whether an instance presents a certificate for another number of names than
	 * are configured.
	 * @param instance the instance
	 * @return whether it does not present what is wanted
	 */
	boolean presentsFormer(Instance instance) {
		int names = this.properties.getOrDefault("acme.certificates.web.domains", HOST).split(",").length;
		return instance.presented().filter((leaf) -> names(leaf) == names && !isPlaceholder(leaf)).isEmpty();
	}

	private static int names(X509Certificate leaf) {
		try {
			return Objects.requireNonNull(leaf.getSubjectAlternativeNames()).size();
		}
		catch (CertificateParsingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static boolean isPlaceholder(X509Certificate leaf) {
		return leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
	}

	ConditionFactory await() {
		return Awaitility.await().atMost(PATIENCE).pollInterval(LOOK);
	}

	/**
	 * Returns where the logs are, and the last of them.
	 * @return text for a message
	 */
	String describe() {
		return this.instances.stream().map(Instance::describe).collect(Collectors.joining("\n"));
	}

	@Override
	public void close() {
		this.watches.forEach(ServingWatch::close);
		this.instances.forEach(Instance::kill);
		this.loadBalancer.close();
		this.ca.close();
	}

}
