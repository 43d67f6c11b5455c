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

package io.github.acmeboot.test;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.springframework.util.Assert;

import io.github.acmeboot.KeyType;
import io.github.acmeboot.test.ca.CaBehaviour;
import io.github.acmeboot.test.ca.CaPolicy;
import io.github.acmeboot.test.ca.TermsOfService;
import io.github.acmeboot.test.pki.Chains;
import io.github.acmeboot.test.profile.Profile;
import io.github.acmeboot.test.ratelimit.RateLimiter;
import io.github.acmeboot.test.ratelimit.RateLimits;

/**
 * Configures an {@link AcmeTestServer}. Not thread-safe. Starting several servers from
 * the same builder lets them share their behaviour.
 */
public final class AcmeTestServerBuilder {

	private final CaBehaviour behaviour = new CaBehaviour();

	private final Map<String, byte[]> externalAccountKeys = new LinkedHashMap<>();

	private int port;

	private Clock clock = Clock.systemUTC();

	private KeyType keyAlgorithm = KeyType.EC_P256;

	private int chainLength = 1;

	private int alternateChains;

	private Optional<String> termsOfService = Optional.of("https://acme.test/terms");

	private boolean agreementRequired = true;

	private RateLimits rateLimits = RateLimits.none();

	private boolean asyncValidation = true;

	private boolean failedChallengesStayPending;

	AcmeTestServerBuilder() {
	}

	/**
	 * Sets the port of the CA.
	 * @param port the port, or 0, the default, for any
	 * @return this
	 */
	public AcmeTestServerBuilder port(int port) {
		this.port = port;
		return this;
	}

	/**
	 * Sets the life of the certificates that are ordered without a profile.
	 * @param certificateLife the life, a second or more. 90 days by default
	 * @return this
	 */
	public AcmeTestServerBuilder certificateLife(Duration certificateLife) {
		return behave((changed) -> changed.certificateLife(certificateLife));
	}

	/**
	 * Sets the clock of the CA, from which all dates in certificates and documents come.
	 * @param clock the clock. That of the system by default
	 * @return this
	 */
	public AcmeTestServerBuilder clock(Clock clock) {
		this.clock = clock;
		return this;
	}

	/**
	 * Sets the port from which http-01 is fetched, on the loopback address whatever the
	 * name.
	 * @param port the port. 80 by default
	 * @return this
	 */
	public AcmeTestServerBuilder http01Port(int port) {
		return behave((changed) -> changed.http01Port(port));
	}

	/**
	 * Sets where http-01 is fetched from.
	 * @param resolver gives the address and port of a host name
	 * @return this
	 */
	public AcmeTestServerBuilder http01(Function<String, InetSocketAddress> resolver) {
		return behave((changed) -> changed.http01(resolver));
	}

	/**
	 * Sets the DNS server that is asked for dns-01, such as that of a
	 * {@link io.github.acmeboot.test.dns.DnsTestServer}. Needs dnsjava on the class path.
	 * @param dnsServer the address and port. None by default, and then dns-01 is not
	 * offered
	 * @return this
	 */
	public AcmeTestServerBuilder dnsServer(InetSocketAddress dnsServer) {
		return behave((changed) -> changed.dnsServer(dnsServer));
	}

	/**
	 * Sets the port on which tls-alpn-01 is validated, on the loopback address whatever
	 * the name.
	 * @param port the port. 443 by default
	 * @return this
	 */
	public AcmeTestServerBuilder tlsAlpn01Port(int port) {
		return behave((changed) -> changed.tlsAlpn01Port(port));
	}

	/**
	 * Sets where tls-alpn-01 is validated.
	 * @param resolver gives the address and port of a host name
	 * @return this
	 */
	public AcmeTestServerBuilder tlsAlpn01(Function<String, InetSocketAddress> resolver) {
		return behave((changed) -> changed.tlsAlpn01(resolver));
	}

	/**
	 * Sets how many good nonces are rejected all the same.
	 * @param badNonceRate from 0, the default, to 1
	 * @return this
	 */
	public AcmeTestServerBuilder badNonceRate(double badNonceRate) {
		return behave((changed) -> changed.badNonceRate(badNonceRate));
	}

	/**
	 * Sets the {@code Retry-After} of whatever is being processed.
	 * @param retryAfter the time in whole seconds, zero (the default) for none
	 * @return this
	 */
	public AcmeTestServerBuilder retryAfter(Duration retryAfter) {
		return behave((changed) -> changed.retryAfter(retryAfter));
	}

	/**
	 * Sets how often a finalized order is shown as {@code processing}.
	 * @param polls the number of times it is fetched in vain. 0 by default
	 * @return this
	 */
	public AcmeTestServerBuilder slowOrders(int polls) {
		return behave((changed) -> changed.slowOrders(polls));
	}

	/**
	 * Sets whether a new order uses authorizations that are valid already.
	 * @param authorizationReuse whether they are reused. Not by default
	 * @return this
	 */
	public AcmeTestServerBuilder authorizationReuse(boolean authorizationReuse) {
		return behave((changed) -> changed.authorizationReuse(authorizationReuse));
	}

	/**
	 * Sets the time between the trigger of a challenge and its validation. Needs
	 * asynchronous validation.
	 * @param validationDelay the time. None by default
	 * @return this
	 */
	public AcmeTestServerBuilder validationDelay(Duration validationDelay) {
		return behave((changed) -> changed.validationDelay(validationDelay));
	}

	/**
	 * Sets whether a triggered challenge and a finalized order are {@code processing} at
	 * first. Otherwise the answer shows their final state.
	 * @param asyncValidation whether they are. They are by default
	 * @return this
	 */
	public AcmeTestServerBuilder asyncValidation(boolean asyncValidation) {
		this.asyncValidation = asyncValidation;
		return this;
	}

	/**
	 * Sets whether a failed challenge stays {@code pending}, with its error, as some CAs
	 * have it.
	 * @param failedChallengesStayPending whether it does. It becomes {@code invalid} by
	 * default
	 * @return this
	 */
	public AcmeTestServerBuilder failedChallengesStayPending(boolean failedChallengesStayPending) {
		this.failedChallengesStayPending = failedChallengesStayPending;
		return this;
	}

	/**
	 * Sets the number of intermediates.
	 * @param chainLength the number, 1 by default
	 * @return this
	 */
	public AcmeTestServerBuilder chainLength(int chainLength) {
		Assert.isTrue(chainLength > 0, "'chainLength' must be 1 or more");
		this.chainLength = chainLength;
		return this;
	}

	/**
	 * Sets the number of alternate chains, each under a root of its own.
	 * @param alternateChains the number, 0 by default
	 * @return this
	 */
	public AcmeTestServerBuilder alternateChains(int alternateChains) {
		this.alternateChains = alternateChains;
		return this;
	}

	/**
	 * Sets the kind of the CA's own keys.
	 * @param keyAlgorithm the kind, P-256 by default
	 * @return this
	 */
	public AcmeTestServerBuilder keyAlgorithm(KeyType keyAlgorithm) {
		this.keyAlgorithm = keyAlgorithm;
		return this;
	}

	/**
	 * Makes the CA require an external account binding, and adds an external account.
	 * @param keyId the key identifier
	 * @param hmacKey the MAC key, base64url
	 * @return this
	 */
	public AcmeTestServerBuilder externalAccount(String keyId, String hmacKey) {
		this.externalAccountKeys.put(keyId, Base64.getUrlDecoder().decode(hmacKey));
		return this;
	}

	/**
	 * Sets the terms of service, which an account has to agree to.
	 * @param url the URL of the terms
	 * @return this
	 */
	public AcmeTestServerBuilder termsOfService(String url) {
		this.termsOfService = Optional.of(url);
		return this;
	}

	/**
	 * Sets whether an account has to agree to the terms of service.
	 * @param agreementRequired whether it has to. It has by default
	 * @return this
	 */
	public AcmeTestServerBuilder agreementRequired(boolean agreementRequired) {
		this.agreementRequired = agreementRequired;
		return this;
	}

	/**
	 * Adds a profile.
	 * @param name its name
	 * @param certificateLife the life of its certificates
	 * @return this
	 */
	public AcmeTestServerBuilder profile(String name, Duration certificateLife) {
		return profile(Profile.of(name, certificateLife));
	}

	/**
	 * Adds a profile.
	 * @param profile the profile
	 * @return this
	 */
	public AcmeTestServerBuilder profile(Profile profile) {
		return behave((changed) -> changed.profiles().offer(profile));
	}

	/**
	 * Sets what clients can have of the CA.
	 * @param rateLimits the limits. None by default
	 * @return this
	 */
	public AcmeTestServerBuilder rateLimits(RateLimits rateLimits) {
		this.rateLimits = rateLimits;
		return this;
	}

	/**
	 * Sets how long, by the CA's clock, a finalized order is {@code processing}.
	 * @param issuanceDelay the time. None by default
	 * @return this
	 */
	public AcmeTestServerBuilder issuanceDelay(Duration issuanceDelay) {
		return behave((changed) -> changed.issuanceDelay(issuanceDelay));
	}

	/**
	 * Sets whether an order for the same identifiers and profile is the former one, if
	 * that is still pending or ready, as with Let's Encrypt.
	 * @param orderReuse whether it is. It is not by default
	 * @return this
	 */
	public AcmeTestServerBuilder orderReuse(boolean orderReuse) {
		return behave((changed) -> changed.orderReuse(orderReuse));
	}

	/**
	 * Sets whether an account has a list of its orders. Let's Encrypt has none.
	 * @param orderList whether it has. It has by default
	 * @return this
	 */
	public AcmeTestServerBuilder orderList(boolean orderList) {
		return behave((changed) -> changed.orderList(orderList));
	}

	/**
	 * Sets whether there is renewal information (RFC 9773).
	 * @param renewalInfo whether there is. There is by default
	 * @return this
	 */
	public AcmeTestServerBuilder renewalInfo(boolean renewalInfo) {
		return behave((changed) -> changed.renewalInfo().offered(renewalInfo));
	}

	/**
	 * Makes the CA refuse to issue for some identifiers.
	 * @param identifiers the names and addresses, exactly as they are ordered
	 * @return this
	 */
	public AcmeTestServerBuilder blockedIdentifiers(String... identifiers) {
		return behave((changed) -> changed.blockedIdentifiers(identifiers));
	}

	/**
	 * Starts the CA.
	 * @return a CA that answers
	 */
	public AcmeTestServer start() {
		CaPolicy policy = new CaPolicy(this.clock, Map.copyOf(this.externalAccountKeys), this.asyncValidation,
				this.failedChallengesStayPending);
		Chains chains = new Chains(this.keyAlgorithm, this.chainLength, this.alternateChains, this.clock.instant());
		return new AcmeTestServer(this.port, policy, this.behaviour, chains,
				new TermsOfService(this.termsOfService, this.agreementRequired),
				new RateLimiter(this.clock, this.rateLimits));
	}

	private AcmeTestServerBuilder behave(Consumer<CaBehaviour> change) {
		change.accept(this.behaviour);
		return this;
	}

}
