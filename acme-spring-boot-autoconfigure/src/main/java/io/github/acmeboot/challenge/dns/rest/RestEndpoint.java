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

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.StringUtils;

/**
 * Where a service is, and what to tell people who have to mend its configuration.
 *
 * @param property the start of the names of its properties
 * @param urlProperty the name of the property that says where it is
 * @param url where it is; the query is never shown
 * @param timeout how long a whole exchange may take
 * @param advice what to do when the service refuses the credentials
 */
public record RestEndpoint(String property, String urlProperty, URI url, Duration timeout, String advice) {

	private static final Set<String> LOOPBACK = Set.of("localhost", "localhost.");

	/**
	 * Reads the properties every such service has.
	 * @param property the start of the names of its properties
	 * @param urlName the name of the property that says where it is, after that
	 * @param url the value of that property
	 * @param timeout the value of {@code timeout}
	 * @param advice what to do when the service refuses the credentials
	 * @return the endpoint
	 * @throws InvalidConfigurationPropertyValueException if one of them makes no sense
	 */
	public static RestEndpoint of(String property, String urlName, @Nullable String url, Duration timeout,
			String advice) {
		if (timeout.isNegative() || timeout.toMillis() == 0) {
			throw new InvalidConfigurationPropertyValueException(property + ".timeout", timeout,
					"A request needs time. Set it to some seconds.");
		}
		String urlProperty = property + "." + urlName;
		URI uri = uri(urlProperty, url);
		if (uri.getRawUserInfo() != null) {
			throw new InvalidConfigurationPropertyValueException(property, "(not shown)",
					"Its '" + urlName + "' has credentials. Write them into properties of their own.");
		}
		return new RestEndpoint(property, urlProperty, uri, timeout, advice);
	}

	/**
	 * Returns whether others may read what is sent.
	 * @return {@code true} unless it is encrypted, or stays on this host
	 */
	public boolean isExposed() {
		return this.url.getScheme().equalsIgnoreCase("http") && !isLoopback(this.url.getHost());
	}

	/**
	 * Returns where to send a request.
	 * @param path the path below the URL
	 * @param query the query, or an empty text
	 * @return the URI
	 */
	URI resolve(String path, String query) {
		String base = StringUtils.trimTrailingCharacter(location(), '/');
		String configured = (this.url.getRawQuery() != null) ? this.url.getRawQuery() : "";
		String separator = (configured.isEmpty() || query.isEmpty()) ? "" : "&";
		String all = configured + separator + query;
		return URI.create(base + path + (all.isEmpty() ? "" : "?" + all));
	}

	/**
	 * Returns where the service is, for people.
	 * @return the URL without its query
	 */
	String location() {
		String whole = this.url.toString();
		int query = whole.indexOf('?');
		return (query < 0) ? whole : whole.substring(0, query);
	}

	@Override
	public String toString() {
		return location();
	}

	private static URI uri(String property, @Nullable String url) {
		if (!StringUtils.hasText(url)) {
			throw new InvalidConfigurationPropertyValueException(property, url,
					"It is not known where the service is. Set it to its URL.");
		}
		try {
			return checked(new URI(url.strip()));
		}
		catch (URISyntaxException ex) {
			throw new InvalidConfigurationPropertyValueException(property, url,
					"It is not the URL of a service: " + ex.getReason() + ". Write it as 'https://host:port/path'.");
		}
	}

	private static URI checked(URI uri) throws URISyntaxException {
		boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
		if (!http || uri.getHost() == null) {
			throw new URISyntaxException("", "it needs 'https' or 'http', and a host");
		}
		if (uri.getRawFragment() != null) {
			throw new URISyntaxException("", "it has a fragment");
		}
		return uri;
	}

	private static boolean isLoopback(String host) {
		if (LOOPBACK.contains(host.toLowerCase(Locale.ROOT))) {
			return true;
		}
		try {
			return isLiteral(host) && InetAddress.getByName(host).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	private static boolean isLiteral(String host) {
		return host.startsWith("[") || host.chars().allMatch((c) -> c == '.' || Character.isDigit(c));
	}

}
