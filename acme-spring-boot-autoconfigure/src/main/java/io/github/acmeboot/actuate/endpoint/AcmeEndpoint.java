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

package io.github.acmeboot.actuate.endpoint;

import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.context.ApplicationEventPublisher;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.store.sealing.Resealing;

/**
 * {@link Endpoint @Endpoint} that shows the certificates and, where its access is raised,
 * renews them and seals what is stored. What is written is audited.
 */
@Endpoint(id = "acme", defaultAccess = Access.READ_ONLY)
public class AcmeEndpoint {

	private final AcmeManager manager;

	private final ApplicationEventPublisher eventPublisher;

	AcmeEndpoint(AcmeManager manager, ApplicationEventPublisher eventPublisher) {
		this.manager = manager;
		this.eventPublisher = eventPublisher;
	}

	/**
	 * Shows all certificates.
	 * @return the certificates by name
	 */
	@ReadOperation
	public CertificatesDescriptor certificates() {
		Map<String, CertificateDescriptor> certificates = new LinkedHashMap<>();
		this.manager.certificates()
			.forEach((status) -> certificates.put(status.name(), CertificateDescriptor.of(status)));
		return new CertificatesDescriptor(certificates);
	}

	/**
	 * Shows one certificate.
	 * @param certificate the name of the certificate
	 * @return the certificate, or {@code null} if there is none of that name
	 */
	@ReadOperation
	public @Nullable CertificateDescriptor certificate(@Selector String certificate) {
		return this.manager.status(certificate).map(CertificateDescriptor::of).orElse(null);
	}

	/**
	 * Starts an operation on one certificate and does not wait for its end.
	 * @param certificate the name of the certificate
	 * @param operation {@code renew}
	 * @param securityContext who asks for it
	 * @return how the certificate stands now, or {@code null} if there is none of that
	 * name
	 */
	@WriteOperation
	public @Nullable CertificateDescriptor operate(@Selector String certificate, @Selector String operation,
			SecurityContext securityContext) {
		if (!operation.equals("renew")) {
			throw new InvalidEndpointRequestException("'" + operation + "' is none of the operations: renew",
					"Unknown operation, use 'renew'");
		}
		if (this.manager.status(certificate).isEmpty()) {
			return null;
		}
		this.manager.renew(certificate);
		audit(Map.of("certificate", certificate, "operation", operation), securityContext);
		return certificate(certificate);
	}

	/**
	 * Carries out an operation on everything that is stored, and waits for its end.
	 * @param operation {@code reseal}
	 * @param securityContext who asks for it
	 * @return what became of the stored values
	 */
	@WriteOperation
	public Resealing.Report operateOnStore(String operation, SecurityContext securityContext) {
		if (!operation.equals("reseal")) {
			throw new InvalidEndpointRequestException("'" + operation + "' is none of the operations: reseal",
					"Unknown operation, use 'reseal'");
		}
		audit(Map.of("operation", operation), securityContext);
		try {
			return this.manager.reseal();
		}
		catch (AcmeException ex) {
			if (ex.getReason() == AcmeException.Reason.CONFIGURATION) {
				throw new InvalidEndpointRequestException(String.valueOf(ex.getMessage()), "No keys to seal with", ex);
			}
			throw ex;
		}
	}

	private void audit(Map<String, Object> data, SecurityContext securityContext) {
		String principal = Optional.ofNullable(securityContext.getPrincipal())
			.map(Principal::getName)
			.orElse("anonymous");
		this.eventPublisher.publishEvent(new AuditApplicationEvent(principal, "ACME_OPERATION", data));
	}

}
