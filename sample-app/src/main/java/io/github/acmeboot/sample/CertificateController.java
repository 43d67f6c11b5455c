package io.github.acmeboot.sample;

import java.util.List;

import io.github.acmeboot.renewal.AcmeManager;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

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
