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
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.context.ApplicationEventPublisher;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.RevocationReason;
import io.github.acmeboot.actuate.endpoint.doctor.DoctorOperation;
import io.github.acmeboot.actuate.endpoint.plan.PlanDescriptor;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.renewal.AcmeManager;

/**
 * {@link Endpoint @Endpoint} that shows the certificates and, where its access is raised,
 * renews and revokes them, pauses that, puts the former ones back, changes the accounts
 * at the CAs and seals what is stored. What is written is audited.
 */
@Endpoint(id = "acme", defaultAccess = Access.READ_ONLY)
public class AcmeEndpoint {

	private static final Duration REFUSED_WITHIN = Duration.ofSeconds(5);

	private static final List<String> OPERATIONS = List.of("renew", "rollback", "revoke", "pause", "resume",
			DoctorOperation.NAME);

	private final AcmeManager manager;

	private final Overview overview;

	private final DoctorOperation doctor;

	private final ApplicationEventPublisher eventPublisher;

	AcmeEndpoint(AcmeManager manager, Overview overview, DoctorOperation doctor,
			ApplicationEventPublisher eventPublisher) {
		this.manager = manager;
		this.overview = overview;
		this.doctor = doctor;
		this.eventPublisher = eventPublisher;
	}

	/**
	 * Shows all certificates, the accounts they come from, the limits of the CAs and the
	 * store.
	 * @return the certificates by name
	 */
	@ReadOperation
	public CertificatesDescriptor certificates() {
		return this.overview.describe();
	}

	/**
	 * Shows one certificate.
	 * @param certificate the name of the certificate
	 * @return the certificate, or {@code null} if there is none of that name
	 */
	@ReadOperation
	public @Nullable CertificateDescriptor certificate(@Selector String certificate) {
		return this.manager.status(certificate).map(this.overview::describe).orElse(null);
	}

	/**
	 * Shows one view of a certificate.
	 * @param certificate the name of the certificate
	 * @param view {@code plan}: what happens to it next, when and why, and what it costs
	 * of the limits; {@code doctor}: what was found when it was looked at last
	 * @return the view, or {@code null} if there is no such certificate or view
	 */
	@ReadOperation
	public @Nullable OperationResponseBody view(@Selector String certificate, @Selector String view) {
		return switch (view) {
			case "plan" -> this.manager.plan(certificate).map(PlanDescriptor::of).orElse(null);
			case DoctorOperation.NAME -> this.doctor.latest(certificate);
			default -> null;
		};
	}

	/**
	 * Starts an operation on one certificate. A renewal is not waited for; a roll-back
	 * and a revocation are for a moment, so that a refusal is the answer.
	 * @param certificate the name of the certificate
	 * @param operation {@code renew}, {@code rollback}, {@code revoke}, {@code pause},
	 * {@code resume} or {@code doctor}
	 * @param reason why it is revoked, by name or code
	 * @param serial the serial number to revoke, or {@code null} for the current one
	 * @param securityContext who asks for it
	 * @return how the certificate stands now, or what the doctor has found, or
	 * {@code null} if there is none of that name
	 * @throws AcmeException if it is refused
	 */
	@WriteOperation
	public @Nullable OperationResponseBody operate(@Selector String certificate, @Selector String operation,
			@Nullable String reason, @Nullable String serial, SecurityContext securityContext) {
		if (!OPERATIONS.contains(operation)) {
			throw wrong("'" + operation + "' is no operation on a certificate. Use one of " + OPERATIONS + ".");
		}
		if (this.manager.status(certificate).isEmpty()) {
			return null;
		}
		if (operation.equals("revoke")) {
			revoke(certificate, reason, serial, securityContext);
			return certificate(certificate);
		}
		audit(Map.of("certificate", certificate, "operation", operation), securityContext);
		if (operation.equals(DoctorOperation.NAME)) {
			return this.doctor.run(certificate);
		}
		switch (operation) {
			case "rollback" -> await(this.manager.rollback(certificate));
			case "pause" -> this.manager.pause(certificate);
			case "resume" -> this.manager.resume(certificate);
			default -> this.manager.renew(certificate);
		}
		return certificate(certificate);
	}

	private void revoke(String certificate, @Nullable String text, @Nullable String serial,
			SecurityContext securityContext) {
		RevocationReason reason = reason(text);
		Map<String, Object> data = new LinkedHashMap<>(
				Map.of("certificate", certificate, "operation", "revoke", "reason", reason.toString()));
		if (serial != null) {
			data.put("serial", serial);
		}
		audit(data, securityContext);
		await((serial != null) ? this.manager.revoke(certificate, reason, serial)
				: this.manager.revoke(certificate, reason));
	}

	private static RevocationReason reason(@Nullable String text) {
		try {
			return (text != null) ? RevocationReason.of(text) : RevocationReason.UNSPECIFIED;
		}
		catch (IllegalArgumentException ex) {
			throw wrong(String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Carries out an operation on the account at a CA, or on everything that is stored,
	 * and waits for its end.
	 * @param operation {@code roll-account-key}, {@code update-account},
	 * {@code deactivate-account}, {@code open-account}, {@code reseal} or {@code doctor}
	 * @param issuer the name of the issuer whose account it is
	 * @param securityContext who asks for it
	 * @return how the account stands now, or what became of the stored values
	 * @throws AcmeException if it is refused, or fails
	 */
	@WriteOperation
	public Object administer(@Nullable String operation, @Nullable String issuer, SecurityContext securityContext) {
		if ("reseal".equals(operation)) {
			audit(Map.of("operation", operation), securityContext);
			return this.manager.reseal();
		}
		if (DoctorOperation.NAME.equals(operation)) {
			audit(Map.of("operation", operation), securityContext);
			return this.doctor.runAll();
		}
		AccountOperation change = AccountOperation.of(operation);
		List<String> issuers = this.manager.accounts().stream().map(AccountStatus::issuer).toList();
		if (issuer == null || !issuers.contains(issuer)) {
			throw wrong("There is no 'issuer'" + ((issuer != null) ? " '" + issuer + "'" : "") + ". Use one of "
					+ issuers + ".");
		}
		audit(Map.of("operation", change.toString(), "issuer", issuer), securityContext);
		return AccountDescriptor.of(change.carryOut(this.manager, issuer));
	}

	private static InvalidEndpointRequestException wrong(String message) {
		return new InvalidEndpointRequestException(message, message);
	}

	private static void await(Future<?> rollback) {
		try {
			rollback.get(REFUSED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof AcmeException refusal) ? refusal : new IllegalStateException(ex.getCause());
		}
		catch (TimeoutException ex) {
			return;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void audit(Map<String, Object> data, SecurityContext securityContext) {
		String principal = Optional.ofNullable(securityContext.getPrincipal())
			.map(Principal::getName)
			.orElse("anonymous");
		this.eventPublisher.publishEvent(new AuditApplicationEvent(principal, "ACME_OPERATION", data));
	}

}
