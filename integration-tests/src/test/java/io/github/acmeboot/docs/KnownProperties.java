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

package io.github.acmeboot.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The properties that exist: ours by binding them, Boot's by its metadata.
 */
final class KnownProperties {

	private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("acme");

	private final Map<String, Class<?>> beans = new HashMap<>();

	private final Map<ConfigurationPropertyName, String> types = new HashMap<>();

	private KnownProperties() {
	}

	static KnownProperties load() {
		KnownProperties properties = new KnownProperties();
		properties.scan();
		try {
			properties.readMetadata();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return properties;
	}

	private void scan() {
		ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
		scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		scanner.findCandidateComponents("io.github.acmeboot").forEach((candidate) -> {
			String name = candidate.getBeanClassName();
			Assert.state(name != null, "A class has a name");
			Class<?> type = ClassUtils.resolveClassName(name, null);
			this.beans.put(MergedAnnotations.from(type).get(ConfigurationProperties.class).getString("prefix"), type);
		});
	}

	private void readMetadata() throws IOException {
		Resource[] files = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:META-INF/spring-configuration-metadata.json");
		for (Resource file : files) {
			try (InputStream json = file.getInputStream()) {
				for (JsonNode property : new JsonMapper().readTree(json).path("properties")) {
					this.types.put(ConfigurationPropertyName.of(property.path("name").asString()),
							property.path("type").asString(""));
				}
			}
		}
	}

	/**
	 * Binds what is ours.
	 * @param source what was written
	 * @return what of it means nothing to anybody
	 */
	List<String> unknown(PropertySource<?> source) {
		IterableConfigurationPropertySource properties = (IterableConfigurationPropertySource) ConfigurationPropertySource
			.from(source);
		Assert.state(properties != null, "A map is a source");
		BoundNames bound = new BoundNames();
		Binder binder = new Binder(properties);
		this.beans.forEach((prefix, type) -> binder.bind(prefix, Bindable.of(type), bound));
		return properties.stream()
			.filter((name) -> !(OURS.isAncestorOf(name) ? bound.names.contains(name) : isDescribed(name)))
			.map(ConfigurationPropertyName::toString)
			.toList();
	}

	private boolean isDescribed(ConfigurationPropertyName name) {
		if (this.types.containsKey(name)) {
			return true;
		}
		for (ConfigurationPropertyName parent = name; !parent.isEmpty(); parent = parent.getParent()) {
			String type = this.types.getOrDefault(parent, "");
			if (type.startsWith("java.util.Map") || type.startsWith("java.util.List")) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Notes what was bound.
	 */
	private static final class BoundNames implements BindHandler {

		private final Set<ConfigurationPropertyName> names = new HashSet<>();

		@Override
		public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Object result) {
			this.names.add(name);
			return result;
		}

	}

}
