package io.github.acmeboot.sample;

import java.time.Instant;
import java.util.List;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.Identifier;
import org.jspecify.annotations.Nullable;

/**
 * A certificate as the sample shows it.
 *
 * @param name the name of the certificate
 * @param domains what it is for
 * @param state what is presented to clients
 * @param serial the serial number
 * @param notAfter the end of the validity
 * @param renewal the planned renewal
 */
record CertificateView(String name, List<String> domains, CertificateStatus.State state, @Nullable String serial,
		@Nullable Instant notAfter, @Nullable Instant renewal) {

	static CertificateView of(CertificateStatus status) {
		return new CertificateView(status.name(), status.identifiers().stream().map(Identifier::value).toList(),
				status.state(), status.serial(), status.notAfter(), status.renewal());
	}

}
