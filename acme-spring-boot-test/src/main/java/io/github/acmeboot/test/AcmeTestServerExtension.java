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

package io.github.acmeboot.test;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.Assert;

/**
 * Runs an {@link AcmeTestServer} for a test class, and gives it to whoever has a
 * parameter of that type. Before each test its faults are cleared and its requests
 * forgotten; accounts, orders and certificates stay.
 * <p>
 * Used by {@code @ExtendWith}, or, to configure the server, as a static field with
 * {@code @RegisterExtension}.
 */
public final class AcmeTestServerExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

	private static final Namespace NAMESPACE = Namespace.create(AcmeTestServerExtension.class);

	private final UnaryOperator<AcmeTestServerBuilder> customizer;

	private volatile @Nullable AcmeTestServer server;

	/**
	 * Creates an extension with a server of sensible defaults.
	 */
	public AcmeTestServerExtension() {
		this((builder) -> builder);
	}

	/**
	 * Creates an extension.
	 * @param customizer configures the server
	 */
	public AcmeTestServerExtension(UnaryOperator<AcmeTestServerBuilder> customizer) {
		this.customizer = customizer;
	}

	/**
	 * Returns the server.
	 * @return the server of the test class that is running
	 */
	public AcmeTestServer server() {
		AcmeTestServer running = this.server;
		Assert.state(running != null, "The server runs during the tests only, and for static fields");
		return running;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		this.server = server(context);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		AcmeTestServer running = server(context);
		this.server = running;
		running.faults().clear();
		running.resetRequests();
	}

	@Override
	public boolean supportsParameter(ParameterContext parameterContext, ExtensionContext extensionContext) {
		return parameterContext.getParameter().getType() == AcmeTestServer.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameterContext, ExtensionContext extensionContext) {
		return server(extensionContext);
	}

	private AcmeTestServer server(ExtensionContext context) {
		return context.getStore(NAMESPACE)
			.computeIfAbsent(AcmeTestServer.class, (type) -> this.customizer.apply(AcmeTestServer.builder()).start(),
					AcmeTestServer.class);
	}

}
