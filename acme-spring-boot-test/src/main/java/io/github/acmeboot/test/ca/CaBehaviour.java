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

package io.github.acmeboot.test.ca;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.springframework.util.Assert;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.test.pki.WrongCertificate;
import io.github.acmeboot.test.profile.Profiles;
import io.github.acmeboot.test.protocol.RetryAfter;

/**
 * How a CA behaves. Everything can be changed while it runs, and holds from then on.
 * Thread-safe.
 */
public final class CaBehaviour {

	private volatile Duration certificateLife = Duration.ofDays(90);

	private volatile Function<String, InetSocketAddress> http01 = loopback(80);

	private volatile Optional<InetSocketAddress> dnsServer = Optional.empty();

	private volatile Function<String, InetSocketAddress> tlsAlpn01 = loopback(443);

	private volatile double badNonceRate;

	private volatile Duration retryAfter = Duration.ZERO;

	private volatile RetryAfter retryAfterForm = RetryAfter.SECONDS;

	private volatile Duration clockSkew = Duration.ZERO;

	private volatile int slowOrderPolls;

	private volatile Duration issuanceDelay = Duration.ZERO;

	private volatile boolean ordersHeld;

	private volatile boolean authorizationReuse;

	private volatile boolean orderReuse;

	private volatile boolean orderList = true;

	private volatile Set<String> blockedIdentifiers = Set.of();

	private volatile List<String> caaIdentities = List.of();

	private volatile Duration validationDelay = Duration.ZERO;

	private volatile Optional<WrongCertificate> wrongCertificate = Optional.empty();

	private final RenewalInfoBehaviour renewalInfo = new RenewalInfoBehaviour();

	private final Profiles profiles = new Profiles();

	/**
	 * Sets the life of the certificates that are ordered without a profile.
	 * @param certificateLife the life, a second or more. 90 days by default
	 */
	public void certificateLife(Duration certificateLife) {
		Assert.isTrue(certificateLife.toSeconds() > 0, "'certificateLife' must be a second or more");
		this.certificateLife = certificateLife;
	}

	/**
	 * Sets the port from which http-01 is fetched, on the loopback address whatever the
	 * name.
	 * @param port the port. 80 by default
	 */
	public void http01Port(int port) {
		this.http01 = loopback(port);
	}

	/**
	 * Sets where http-01 is fetched from.
	 * @param resolver gives the address and port of a host name
	 */
	public void http01(Function<String, InetSocketAddress> resolver) {
		this.http01 = resolver;
	}

	/**
	 * Sets the DNS server that is asked for dns-01, which is offered from now on.
	 * @param dnsServer the address and port
	 */
	public void dnsServer(InetSocketAddress dnsServer) {
		this.dnsServer = Optional.of(dnsServer);
	}

	/**
	 * Sets the port on which tls-alpn-01 is validated, on the loopback address whatever
	 * the name.
	 * @param port the port. 443 by default
	 */
	public void tlsAlpn01Port(int port) {
		this.tlsAlpn01 = loopback(port);
	}

	/**
	 * Sets where tls-alpn-01 is validated.
	 * @param resolver gives the address and port of a host name
	 */
	public void tlsAlpn01(Function<String, InetSocketAddress> resolver) {
		this.tlsAlpn01 = resolver;
	}

	/**
	 * Sets how many good nonces are rejected all the same. Which ones is the same for
	 * each server, so that a test does not depend on luck.
	 * @param badNonceRate from 0, the default, to 1
	 */
	public void badNonceRate(double badNonceRate) {
		Assert.isTrue(badNonceRate >= 0 && badNonceRate <= 1, "'badNonceRate' must be between 0 and 1");
		this.badNonceRate = badNonceRate;
	}

	/**
	 * Sets the {@code Retry-After} of whatever is being processed.
	 * @param retryAfter the time in whole seconds, zero (the default) for none
	 */
	public void retryAfter(Duration retryAfter) {
		this.retryAfter = retryAfter;
	}

	/**
	 * Sets how the CA tells when to come back to what is being processed.
	 * @param form in seconds, the default, or as a date
	 */
	public void retryAfterForm(RetryAfter form) {
		this.retryAfterForm = form;
	}

	/**
	 * Sets how wrong the {@code Date} of the answers is.
	 * @param clockSkew how much it is ahead of the CA's clock, negative if it is behind
	 */
	public void clockSkew(Duration clockSkew) {
		this.clockSkew = clockSkew;
	}

	/**
	 * Sets how long, by the CA's clock, a finalized order is {@code processing}.
	 * @param issuanceDelay the time. None by default
	 */
	public void issuanceDelay(Duration issuanceDelay) {
		this.issuanceDelay = issuanceDelay;
	}

	/**
	 * Sets how often a finalized order is shown as {@code processing}.
	 * @param polls the number of times it is fetched in vain. 0 by default
	 */
	public void slowOrders(int polls) {
		this.slowOrderPolls = polls;
	}

	/**
	 * Leaves finalized orders {@code processing} until {@link #releaseOrders()}.
	 */
	public void holdOrders() {
		this.ordersHeld = true;
	}

	/**
	 * Issues what was held.
	 */
	public void releaseOrders() {
		this.ordersHeld = false;
	}

	/**
	 * Sets whether a new order uses authorizations that are valid already.
	 * @param authorizationReuse whether they are reused. Not by default
	 */
	public void authorizationReuse(boolean authorizationReuse) {
		this.authorizationReuse = authorizationReuse;
	}

	/**
	 * Sets whether an order for the same identifiers and profile is the former one, if
	 * that is still pending or ready, as with Let's Encrypt.
	 * @param orderReuse whether it is. It is not by default
	 */
	public void orderReuse(boolean orderReuse) {
		this.orderReuse = orderReuse;
	}

	/**
	 * Sets whether an account has a list of its orders. Let's Encrypt has none.
	 * @param orderList whether it has. It has by default
	 */
	public void orderList(boolean orderList) {
		this.orderList = orderList;
	}

	/**
	 * Sets what the CA does not issue for.
	 * @param identifiers the names and addresses, exactly as they are ordered
	 */
	public void blockedIdentifiers(String... identifiers) {
		this.blockedIdentifiers = Set.of(identifiers);
	}

	/**
	 * Sets the time between the trigger of a challenge and its validation.
	 * @param validationDelay the time. None by default
	 */
	public void validationDelay(Duration validationDelay) {
		this.validationDelay = validationDelay;
	}

	/**
	 * Sets what is wrong with the certificates issued from now on.
	 * @param wrongCertificate what is wrong, or empty if they are good
	 */
	public void wrongCertificate(Optional<WrongCertificate> wrongCertificate) {
		this.wrongCertificate = wrongCertificate;
	}

	/**
	 * Sets when the CA wants its certificates renewed (RFC 9773).
	 * @param renewalWindow gives the window of a certificate. By default a window begins
	 * when a third of the life is left
	 */
	public void renewalWindow(Function<X509Certificate, RenewalWindow> renewalWindow) {
		this.renewalInfo.window(renewalWindow);
	}

	/**
	 * Returns what the CA says about renewal.
	 * @return what can be changed at any time
	 */
	public RenewalInfoBehaviour renewalInfo() {
		return this.renewalInfo;
	}

	/**
	 * Returns what the CA offers by name.
	 * @return what can be changed at any time
	 */
	public Profiles profiles() {
		return this.profiles;
	}

	public Duration getCertificateLife() {
		return this.certificateLife;
	}

	/**
	 * Sets the names the directory gives as those by which CAA records allow the CA. It
	 * does not look at such records itself.
	 * @param caaIdentities the names. None by default
	 */
	public void caaIdentities(String... caaIdentities) {
		this.caaIdentities = List.of(caaIdentities);
	}

	public List<String> getCaaIdentities() {
		return this.caaIdentities;
	}

	/**
	 * Returns where http-01 is fetched from.
	 * @param host the host name
	 * @return the address and port
	 */
	public InetSocketAddress resolve(String host) {
		return this.http01.apply(host);
	}

	/**
	 * Returns the DNS server that is asked for dns-01.
	 * @return the address and port, or empty if dns-01 is not offered
	 */
	public Optional<InetSocketAddress> getDnsServer() {
		return this.dnsServer;
	}

	/**
	 * Returns where tls-alpn-01 is validated.
	 * @param host the host name
	 * @return the address and port
	 */
	public InetSocketAddress resolveTlsAlpn01(String host) {
		return this.tlsAlpn01.apply(host);
	}

	public double getBadNonceRate() {
		return this.badNonceRate;
	}

	public Duration getRetryAfter() {
		return this.retryAfter;
	}

	public RetryAfter getRetryAfterForm() {
		return this.retryAfterForm;
	}

	public Duration getClockSkew() {
		return this.clockSkew;
	}

	public Duration getIssuanceDelay() {
		return this.issuanceDelay;
	}

	public int getSlowOrderPolls() {
		return this.slowOrderPolls;
	}

	public boolean isOrdersHeld() {
		return this.ordersHeld;
	}

	public boolean isAuthorizationReuse() {
		return this.authorizationReuse;
	}

	public boolean isOrderReuse() {
		return this.orderReuse;
	}

	public boolean isOrderList() {
		return this.orderList;
	}

	/**
	 * Returns whether the CA refuses to issue for an identifier.
	 * @param identifier the identifier
	 * @return whether it is blocked
	 */
	public boolean isBlocked(Identifier identifier) {
		return this.blockedIdentifiers.contains(identifier.value());
	}

	public Duration getValidationDelay() {
		return this.validationDelay;
	}

	public Optional<WrongCertificate> getWrongCertificate() {
		return this.wrongCertificate;
	}

	private static Function<String, InetSocketAddress> loopback(int port) {
		return (host) -> new InetSocketAddress("127.0.0.1", port);
	}

	/**
	 * When a CA wants a certificate renewed.
	 *
	 * @param start the first instant
	 * @param end the last instant
	 */
	public record RenewalWindow(Instant start, Instant end) {

	}

}
