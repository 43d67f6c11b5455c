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

package io.github.acmeboot.sample.web;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.acmeboot.renewal.AcmeManager;

/**
 * The first page, for whoever comes by with a browser.
 */
@RestController
class HomeController {

	private final ObjectProvider<AcmeManager> acmeManager;

	private final HomeProperties properties;

	HomeController(ObjectProvider<AcmeManager> acmeManager, HomeProperties properties) {
		this.acmeManager = acmeManager;
		this.properties = properties;
	}

	@GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
	String page(UriComponentsBuilder address) {
		return new HomePage(address.toUriString(), this.properties.isShowCertificates() ? certificates() : null)
			.toHtml();
	}

	private List<CertificateView> certificates() {
		return this.acmeManager.stream()
			.flatMap((manager) -> manager.certificates().stream())
			.map(CertificateView::of)
			.toList();
	}

}
