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

package io.github.acmeboot.sample;

import java.util.List;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.acmeboot.renewal.AcmeManager;

/**
 * Shows which certificates are served: as JSON for programs, as a page for people.
 */
@RestController
class CertificateController {

	private final AcmeManager acmeManager;

	CertificateController(AcmeManager acmeManager) {
		this.acmeManager = acmeManager;
	}

	@GetMapping("/certificates")
	List<CertificateView> certificates() {
		return this.acmeManager.certificates().stream().map(CertificateView::of).toList();
	}

	@GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
	String page() {
		return new CertificatePage(certificates()).toHtml();
	}

}
