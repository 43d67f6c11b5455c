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
import java.util.Optional;
import java.util.function.Function;

import org.springframework.util.Assert;

import io.github.acmeboot.test.pki.WrongCertificate;

/**
 * How a CA behaves. Everything can be changed while it runs, and holds from then on.
 * Thread-safe.
 */
public final class CaBehaviour {

	private volatile Duration certificateLife = Duration.ofDays(90);

	private volatile Function<String, InetSocketAddress> http01 = loopback(80);

	private volatile double badNonceRate;

	private volatile Duration retryAfter = Duration.ZERO;

	private volatile int slowOrderPolls;

	private volatile boolean ordersHeld;

	private volatile boolean authorizationReuse;

	private volatile Duration validationDelay = Duration.ZERO;

	private volatile Optional<WrongCertificate> wrongCertificate = Optional.empty();

	private volatile Function<X509Certificate, RenewalWindow> renewalWindow = CaBehaviour::lastThird;

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
		this.renewalWindow = renewalWindow;
	}

	public Duration getCertificateLife() {
		return this.certificateLife;
	}

	/**
	 * Returns where http-01 is fetched from.
	 * @param host the host name
	 * @return the address and port
	 */
	public InetSocketAddress resolve(String host) {
		return this.http01.apply(host);
	}

	public double getBadNonceRate() {
		return this.badNonceRate;
	}

	public Duration getRetryAfter() {
		return this.retryAfter;
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

	public Duration getValidationDelay() {
		return this.validationDelay;
	}

	public Optional<WrongCertificate> getWrongCertificate() {
		return this.wrongCertificate;
	}

	/**
	 * Returns when a certificate should be renewed.
	 * @param certificate the certificate
	 * @return the window
	 */
	public RenewalWindow renewalWindow(X509Certificate certificate) {
		return this.renewalWindow.apply(certificate);
	}

	private static Function<String, InetSocketAddress> loopback(int port) {
		return (host) -> new InetSocketAddress("127.0.0.1", port);
	}

	private static RenewalWindow lastThird(X509Certificate certificate) {
		Instant notAfter = certificate.getNotAfter().toInstant();
		Duration life = Duration.between(certificate.getNotBefore().toInstant(), notAfter);
		return new RenewalWindow(notAfter.minus(life.dividedBy(3)), notAfter.minus(life.dividedBy(4)));
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
