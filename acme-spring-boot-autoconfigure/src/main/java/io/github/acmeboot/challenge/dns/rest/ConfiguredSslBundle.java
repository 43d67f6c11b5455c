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

package io.github.acmeboot.challenge.dns.rest;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * The SSL bundle a property names. It is looked up when it is needed, and not while beans
 * are made: among the bundles are those of the certificates that are still to be
 * obtained.
 */
public final class ConfiguredSslBundle implements Supplier<@Nullable SslBundle>, SmartInitializingSingleton {

	private final String property;

	private final @Nullable String name;

	private final ObjectProvider<SslBundles> bundles;

	/**
	 * Creates a reference to a bundle.
	 * @param property the property that names it
	 * @param name its name, or {@code null} for none
	 * @param bundles the bundles
	 */
	public ConfiguredSslBundle(String property, @Nullable String name, ObjectProvider<SslBundles> bundles) {
		this.property = property;
		this.name = name;
		this.bundles = bundles;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.bundles.ifAvailable((available) -> {
			if (this.name != null && !available.getBundleNames().contains(this.name)) {
				throw new InvalidConfigurationPropertyValueException(this.property, this.name,
						"There is no SSL bundle of that name. Configure it under 'spring.ssl.bundle', or use one of: "
								+ String.join(", ", available.getBundleNames()) + ".");
			}
		});
	}

	@Override
	public @Nullable SslBundle get() {
		return (this.name != null) ? this.bundles.getObject().getBundle(this.name) : null;
	}

}
