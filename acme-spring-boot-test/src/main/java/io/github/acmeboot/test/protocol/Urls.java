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

package io.github.acmeboot.test.protocol;

/**
 * The URLs of the CA's resources.
 *
 * @param base scheme, host and port
 */
public record Urls(String base) {

	/**
	 * Returns the URL of an operation that has only one.
	 * @param operation the operation
	 * @return the URL
	 */
	public String of(Operation operation) {
		return this.base + "/" + operation.value();
	}

	/**
	 * Returns the URL of one of several resources.
	 * @param operation the operation that reads it
	 * @param id the identifier of the resource
	 * @return the URL
	 */
	public String of(Operation operation, String id) {
		return of(operation) + "/" + id;
	}

	/**
	 * Returns the last segment of a URL.
	 * @param url the URL
	 * @return what comes after the last slash
	 */
	public static String id(String url) {
		return url.substring(url.lastIndexOf('/') + 1);
	}

}
