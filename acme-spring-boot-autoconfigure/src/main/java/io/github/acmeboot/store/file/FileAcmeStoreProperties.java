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

package io.github.acmeboot.store.file;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration of the store in files.
 */
@ConfigurationProperties("acme.store.file")
public class FileAcmeStoreProperties {

	/**
	 * Directory that keeps the state. Must outlive the application, its container
	 * included.
	 */
	private String directory = "acme";

	/**
	 * Directory that receives each certificate as fullchain.pem and privkey.pem, in a
	 * directory of its name, for other programs. Nothing is exported by default.
	 */
	private @Nullable String exportDirectory;

	public String getDirectory() {
		return this.directory;
	}

	public void setDirectory(String directory) {
		this.directory = directory;
	}

	public @Nullable String getExportDirectory() {
		return this.exportDirectory;
	}

	public void setExportDirectory(@Nullable String exportDirectory) {
		this.exportDirectory = exportDirectory;
	}

}
