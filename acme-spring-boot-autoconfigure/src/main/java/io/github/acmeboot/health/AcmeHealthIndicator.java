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

package io.github.acmeboot.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.CertificateStatus.Failure;
import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.issuer.clock.ClockSkew;
import io.github.acmeboot.renewal.AcmeManager;

/**
 * Tells whether clients are presented valid certificates. Neither a renewal that fails
 * nor a store in trouble makes the application unhealthy as long as they are.
 */
class AcmeHealthIndicator extends AbstractHealthIndicator {

	private static final String STORE = "store";

	private static final String CLOCK = "clock";

	private final AcmeManager manager;

	AcmeHealthIndicator(AcmeManager manager) {
		super("ACME health check failed");
		this.manager = manager;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<CertificateStatus> certificates = this.manager.certificates();
		boolean valid = certificates.stream().allMatch((certificate) -> certificate.state() == State.VALID);
		builder.up();
		if (!valid) {
			builder.outOfService();
		}
		builder.withDetail(free(STORE, certificates), details(this.manager.storeStatus()));
		List<ClockSkew> skews = this.manager.clockSkews()
			.stream()
			.filter((skew) -> skew.state() != ClockSkew.State.AGREES)
			.toList();
		if (!skews.isEmpty()) {
			builder.withDetail(free(CLOCK, certificates), details(skews));
		}
		certificates.forEach((certificate) -> builder.withDetail(certificate.name(), details(certificate)));
	}

	private static String free(String detail, List<CertificateStatus> certificates) {
		boolean namesake = certificates.stream().anyMatch((certificate) -> certificate.name().equals(detail));
		return namesake ? "acme." + detail : detail;
	}

	private Map<String, Object> details(List<ClockSkew> skews) {
		Map<String, Object> details = new LinkedHashMap<>();
		skews.forEach((skew) -> {
			Map<String, Object> values = new LinkedHashMap<>();
			values.put("state", skew.state());
			values.put("skew", skew.skew());
			values.put("uncertainty", skew.uncertainty());
			values.put("at", skew.at());
			details.put(skew.issuer(), values);
		});
		return details;
	}

	private Map<String, Object> details(CertificateStatus certificate) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", certificate.state());
		details.put("placeholder", certificate.state() == State.PLACEHOLDER);
		putIfPresent(details, "serial", certificate.serial());
		putIfPresent(details, "expiry", certificate.notAfter());
		putIfPresent(details, "nextAttempt", certificate.nextAttempt());
		putIfPresent(details, "pausedSince", certificate.pausedSince());
		putIfPresent(details, "explanationUrl", certificate.explanationUrl());
		Failure failure = certificate.lastFailure();
		if (failure != null) {
			details.put("lastFailure", details(failure));
		}
		return details;
	}

	private Map<String, Object> details(Failure failure) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("reason", failure.reason());
		details.put("message", failure.message());
		details.put("at", failure.at());
		details.put("count", failure.count());
		return details;
	}

	private Map<String, Object> details(StoreStatus store) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("type", store.type());
		details.put("state", store.state());
		if (store.trouble() != null) {
			details.putAll(details(store.trouble()));
		}
		putIfPresent(details, "lastSuccess", store.lastSuccess());
		if (store.lastTrouble() != null) {
			details.put("lastTrouble", details(store.lastTrouble()));
		}
		if (store.localCopy() != null) {
			details.put("localCopy", details(store.localCopy()));
		}
		return details;
	}

	private Map<String, Object> details(StoreStatus.Trouble trouble) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("trouble", trouble.kind());
		details.put("message", trouble.message());
		details.put("since", trouble.since());
		putIfPresent(details, "until", trouble.until());
		return details;
	}

	private Map<String, Object> details(StoreStatus.Copy copy) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("state", (copy.failure() != null) ? StoreStatus.State.IN_TROUBLE : StoreStatus.State.AVAILABLE);
		putIfPresent(details, "lastWritten", copy.lastWritten());
		putIfPresent(details, "message", copy.failure());
		return details;
	}

	private void putIfPresent(Map<String, Object> details, String key, @Nullable Object value) {
		if (value != null) {
			details.put(key, value);
		}
	}

}
