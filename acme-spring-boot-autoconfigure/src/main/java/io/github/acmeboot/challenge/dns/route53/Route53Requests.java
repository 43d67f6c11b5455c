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

package io.github.acmeboot.challenge.dns.route53;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Route53Exception;

import io.github.acmeboot.challenge.dns.TxtRecord;

/**
 * The requests to Route 53, with what is thrown translated.
 */
final class Route53Requests {

	private static final String COMMENT = "ACME challenge";

	private static final String PAGE_SIZE = "100";

	private final Route53Client client;

	private final AwsRequestOverrideConfiguration timeouts;

	Route53Requests(Route53Client client, Duration timeout) {
		this.client = client;
		this.timeouts = AwsRequestOverrideConfiguration.builder()
			.apiCallTimeout(timeout)
			.apiCallAttemptTimeout(timeout.dividedBy(2))
			.build();
	}

	/**
	 * Lists the hosted zones of one name that everybody sees.
	 * @param operation what they are needed for
	 * @param name their name
	 * @return the zones
	 */
	List<FoundZone> publicZones(String operation, String name) {
		return ask(operation, "route53:ListHostedZonesByName",
				() -> this.client.listHostedZonesByName(
						(request) -> request.dnsName(name).maxItems(PAGE_SIZE).overrideConfiguration(this.timeouts)))
			.hostedZones()
			.stream()
			.filter((zone) -> isSame(zone.name(), name))
			.filter((zone) -> zone.config() == null || !Boolean.TRUE.equals(zone.config().privateZone()))
			.map((zone) -> new FoundZone(shortId(zone.id()), name))
			.toList();
	}

	/**
	 * Reads the TXT records of a name.
	 * @param operation what they are needed for
	 * @param zone the hosted zone
	 * @param record one of the records
	 * @return the record set, or empty if there is none
	 */
	Optional<ResourceRecordSet> recordSet(String operation, FoundZone zone, TxtRecord record) {
		return ask(operation, "route53:ListResourceRecordSets",
				() -> this.client.listResourceRecordSets((request) -> request.hostedZoneId(zone.id())
					.startRecordName(record.name())
					.startRecordType(RRType.TXT)
					.maxItems("1")
					.overrideConfiguration(this.timeouts)))
			.resourceRecordSets()
			.stream()
			.filter((set) -> set.type() == RRType.TXT && isSame(set.name(), record.name()))
			.findFirst();
	}

	/**
	 * Makes all of the changes or none.
	 * @param operation what is to be done
	 * @param zone the hosted zone
	 * @param changes the changes
	 * @return whether they were made; they are not if the zone is no longer what they
	 * expect
	 */
	boolean change(String operation, FoundZone zone, List<Change> changes) {
		return ask(operation, "route53:ChangeResourceRecordSets", () -> {
			try {
				this.client.changeResourceRecordSets((request) -> request.hostedZoneId(zone.id())
					.changeBatch((batch) -> batch.comment(COMMENT).changes(changes))
					.overrideConfiguration(this.timeouts));
				return true;
			}
			catch (Route53Exception ex) {
				if (Route53Failures.isOutdated(ex)) {
					return false;
				}
				throw ex;
			}
		});
	}

	static String shortId(String id) {
		return id.substring(id.lastIndexOf('/') + 1);
	}

	private static boolean isSame(String absolute, String name) {
		return absolute.equalsIgnoreCase(name + ".");
	}

	private static <T> T ask(String operation, String action, Supplier<T> request) {
		boolean interrupted = Thread.interrupted();
		try {
			return request.get();
		}
		catch (SdkException ex) {
			throw Route53Failures.translate(operation, action, ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
