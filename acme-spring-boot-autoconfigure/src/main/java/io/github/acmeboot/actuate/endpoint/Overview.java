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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.renewal.housekeeping.UnconfiguredCertificate;
import io.github.acmeboot.renewal.housekeeping.UnconfiguredCertificates;

/**
 * Puts together what the endpoint shows of everything.
 */
final class Overview {

	private final AcmeManager manager;

	private final Supplier<@Nullable UnconfiguredCertificates> unconfigured;

	private final Supplier<@Nullable RemainingLimits> limits;

	Overview(AcmeManager manager, Supplier<@Nullable UnconfiguredCertificates> unconfigured,
			Supplier<@Nullable RemainingLimits> limits) {
		this.manager = manager;
		this.unconfigured = unconfigured;
		this.limits = limits;
	}

	CertificatesDescriptor describe() {
		return new CertificatesDescriptor(byName(this.manager.certificates(), CertificateStatus::name, this::describe),
				unconfigured(), byName(this.manager.accounts(), AccountStatus::issuer, AccountDescriptor::of),
				rateLimits(), StoreDescriptor.of(this.manager.storeStatus()));
	}

	CertificateDescriptor describe(CertificateStatus status) {
		return CertificateDescriptor.of(status, this.manager.plan(status.name()));
	}

	private @Nullable Map<String, UnconfiguredDescriptor> unconfigured() {
		UnconfiguredCertificates certificates = this.unconfigured.get();
		return (certificates != null) ? certificates.find()
			.map((found) -> byName(found, UnconfiguredCertificate::name, UnconfiguredDescriptor::of))
			.orElse(null) : null;
	}

	private Map<String, RateLimitsDescriptor> rateLimits() {
		RemainingLimits limits = this.limits.get();
		return (limits != null) ? byName(limits.all(), RateLimitStatus::issuer, RateLimitsDescriptor::of) : Map.of();
	}

	private static <T, D> Map<String, D> byName(List<T> all, Function<T, String> name, Function<T, D> descriptor) {
		Map<String, D> described = new LinkedHashMap<>();
		all.forEach((one) -> described.put(name.apply(one), descriptor.apply(one)));
		return described;
	}

}
