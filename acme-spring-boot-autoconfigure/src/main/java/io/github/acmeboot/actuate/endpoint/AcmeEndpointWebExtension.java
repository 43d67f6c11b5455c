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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.actuate.endpoint.doctor.DiagnosisDescriptor;
import io.github.acmeboot.actuate.endpoint.page.AcmePage;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} for the {@link AcmeEndpoint}.
 */
@EndpointWebExtension(endpoint = AcmeEndpoint.class)
public class AcmeEndpointWebExtension {

	private static final int STATUS_ACCEPTED = 202;

	private static final int STATUS_CONFLICT = 409;

	private final AcmeEndpoint delegate;

	private final AcmePage page;

	AcmeEndpointWebExtension(AcmeEndpoint delegate, AcmePage page) {
		this.delegate = delegate;
		this.page = page;
	}

	/**
	 * Shows everything to a person with a browser.
	 * @return the page
	 */
	@ReadOperation(produces = "text/html;charset=UTF-8")
	public String page() {
		return this.page.render();
	}

	/**
	 * Starts an operation on one certificate.
	 * @param certificate the name of the certificate
	 * @param operation {@code renew}, {@code rollback}, {@code revoke}, {@code pause},
	 * {@code resume} or {@code doctor}
	 * @param reason why it is revoked, by name or code
	 * @param serial the serial number to revoke, or {@code null} for the current one
	 * @param securityContext who asks for it
	 * @return how the certificate stands now, with the status 202; what the doctor has
	 * found, with the status 200; why it is refused, with the status 409; what is wrong
	 * with the request, with the status 400; or 404 if there is none of that name
	 */
	@WriteOperation
	public WebEndpointResponse<? extends OperationResponseBody> operate(@Selector String certificate,
			@Selector String operation, @Nullable String reason, @Nullable String serial,
			SecurityContext securityContext) {
		try {
			@Nullable OperationResponseBody body = this.delegate.operate(certificate, operation, reason, serial, securityContext);
			if (body instanceof DiagnosisDescriptor) {
				return new WebEndpointResponse<>(body);
			}
			return (body != null) ? new WebEndpointResponse<>(body, STATUS_ACCEPTED)
					: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		catch (InvalidEndpointRequestException ex) {
			return new WebEndpointResponse<>(RefusalDescriptor.of(ex), WebEndpointResponse.STATUS_BAD_REQUEST);
		}
		catch (AcmeException ex) {
			return new WebEndpointResponse<>(RefusalDescriptor.of(ex), STATUS_CONFLICT);
		}
	}

	/**
	 * Carries out an operation on the account at a CA, or on everything that is stored,
	 * and waits for its end.
	 * @param operation {@code roll-account-key}, {@code update-account},
	 * {@code deactivate-account}, {@code open-account}, {@code reseal} or {@code doctor}
	 * @param issuer the name of the issuer whose account it is
	 * @param securityContext who asks for it
	 * @return how the account stands now, or what became of the stored values; why it is
	 * refused or was cut short, with the status 409; or what is wrong with the request,
	 * with the status 400
	 */
	@WriteOperation
	public WebEndpointResponse<Object> administer(@Nullable String operation, @Nullable String issuer,
			SecurityContext securityContext) {
		try {
			return new WebEndpointResponse<>(this.delegate.administer(operation, issuer, securityContext));
		}
		catch (InvalidEndpointRequestException ex) {
			return new WebEndpointResponse<>(RefusalDescriptor.of(ex), WebEndpointResponse.STATUS_BAD_REQUEST);
		}
		catch (AcmeException ex) {
			return new WebEndpointResponse<>(RefusalDescriptor.of(ex), STATUS_CONFLICT);
		}
	}

}
