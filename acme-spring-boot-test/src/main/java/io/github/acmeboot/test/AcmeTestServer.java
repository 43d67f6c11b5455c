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
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;

import io.github.acmeboot.test.ca.Account;
import io.github.acmeboot.test.ca.Accounts;
import io.github.acmeboot.test.ca.CaBehaviour;
import io.github.acmeboot.test.ca.CaCertificate;
import io.github.acmeboot.test.ca.CaPolicy;
import io.github.acmeboot.test.ca.Certificates;
import io.github.acmeboot.test.ca.Order;
import io.github.acmeboot.test.ca.Orders;
import io.github.acmeboot.test.ca.TermsOfService;
import io.github.acmeboot.test.ca.Validations;
import io.github.acmeboot.test.endpoint.Ca;
import io.github.acmeboot.test.fault.Faults;
import io.github.acmeboot.test.http.HttpsListener;
import io.github.acmeboot.test.pki.Chains;
import io.github.acmeboot.test.pki.ListenerIdentity;
import io.github.acmeboot.test.protocol.Nonces;
import io.github.acmeboot.test.protocol.Operation;
import io.github.acmeboot.test.protocol.Urls;
import io.github.acmeboot.test.ratelimit.RateLimiter;
import io.github.acmeboot.test.server.AcmeHandler;
import io.github.acmeboot.test.server.RecordedRequest;
import io.github.acmeboot.test.validation.ChallengeValidator;
import io.github.acmeboot.test.validation.Dns01Validator;
import io.github.acmeboot.test.validation.Http01Validator;
import io.github.acmeboot.test.validation.TlsAlpn01Validator;

/**
 * A CA inside the JVM, strict about RFC 8555, for tests and for development. It listens
 * on the loopback address, knows nothing after a restart, and nobody trusts its
 * certificates. Challenges are really validated: http-01 by fetching, tls-alpn-01 by a
 * handshake, and dns-01, which is offered once there is a DNS server to ask, by asking
 * it.
 * <p>
 * How it behaves can be changed at any time by {@link #behaviour()}, and trouble can be
 * made by {@link #faults()}. All methods can be called by any thread.
 */
public final class AcmeTestServer implements AutoCloseable {

	private final ListenerIdentity identity;

	private final HttpsListener listener;

	private final Chains chains;

	private final Ca ca;

	private final AcmeHandler handler;

	private final Faults faults = new Faults();

	AcmeTestServer(int port, CaPolicy policy, CaBehaviour behaviour, Chains chains, TermsOfService terms,
			RateLimiter rateLimiter) {
		this.identity = new ListenerIdentity(Instant.now());
		this.listener = HttpsListener.bind(this.identity.serverContext(), port);
		this.chains = chains;
		List<ChallengeValidator> validators = List.of(new Http01Validator(behaviour::resolve),
				new TlsAlpn01Validator(behaviour::resolveTlsAlpn01), new Dns01Validator(behaviour::getDnsServer));
		this.ca = new Ca(new Urls("https://127.0.0.1:" + this.listener.port()), policy, behaviour, new Accounts(terms),
				new Orders(validators), new Certificates(chains, policy, behaviour),
				new Validations(validators, policy, behaviour, rateLimiter), new Nonces(), rateLimiter);
		this.handler = new AcmeHandler(this.ca, this.faults);
		this.listener.start(this.handler);
	}

	/**
	 * Configures a CA.
	 * @return a builder with sensible defaults
	 */
	public static AcmeTestServerBuilder builder() {
		return new AcmeTestServerBuilder();
	}

	/**
	 * Starts a CA with sensible defaults on any port.
	 * @return a CA that answers
	 */
	public static AcmeTestServer start() {
		return builder().start();
	}

	/**
	 * Returns the URL of the directory.
	 * @return the URL
	 */
	public URI directoryUrl() {
		return URI.create(this.ca.urls().of(Operation.DIRECTORY));
	}

	/**
	 * Returns the port of the CA.
	 * @return the port
	 */
	public int port() {
		return this.listener.port();
	}

	/**
	 * Returns what a client needs to trust the CA's HTTPS server.
	 * @return a bundle with a trust store
	 */
	public SslBundle sslBundle() {
		return this.identity.trustBundle();
	}

	/**
	 * Returns the bean that sends an application to this CA.
	 * @return the details of the connection
	 */
	public CaConnectionDetails connectionDetails() {
		return new CaConnectionDetails(directoryUrl(), sslBundle(), this::validationAddress);
	}

	private @Nullable InetSocketAddress validationAddress(String challenge, String host) {
		return switch (challenge) {
			case "http-01" -> behaviour().resolve(host);
			case "tls-alpn-01" -> behaviour().resolveTlsAlpn01(host);
			default -> null;
		};
	}

	/**
	 * Returns the root that verifies the CA's HTTPS server, and nothing else.
	 * @return the certificate
	 */
	public X509Certificate listenerCertificate() {
		return this.identity.root();
	}

	/**
	 * Returns the root of the certificates the CA issues.
	 * @return the certificate
	 */
	public X509Certificate rootCertificate() {
		return this.chains.roots().get(0);
	}

	/**
	 * Returns the roots of the certificates the CA issues.
	 * @return the certificates: the default root, then those of the alternate chains
	 */
	public List<X509Certificate> rootCertificates() {
		return this.chains.roots();
	}

	/**
	 * Returns what a client needs to trust the certificates the CA issues.
	 * @return a bundle with a trust store
	 */
	public SslBundle issuedSslBundle() {
		return ListenerIdentity.trust(rootCertificate());
	}

	/**
	 * Returns how the CA behaves.
	 * @return what can be changed at any time
	 */
	public CaBehaviour behaviour() {
		return this.ca.behaviour();
	}

	/**
	 * Returns the trouble the CA makes.
	 * @return what can be changed at any time
	 */
	public Faults faults() {
		return this.faults;
	}

	/**
	 * Sets the port from which http-01 is fetched, on the loopback address whatever the
	 * name.
	 * @param port the port
	 */
	public void http01Port(int port) {
		behaviour().http01Port(port);
	}

	/**
	 * Sets the DNS server that is asked for dns-01, which is offered from now on.
	 * @param dnsServer the address and port
	 */
	public void dnsServer(InetSocketAddress dnsServer) {
		behaviour().dnsServer(dnsServer);
	}

	/**
	 * Sets the port on which tls-alpn-01 is validated, on the loopback address whatever
	 * the name.
	 * @param port the port
	 */
	public void tlsAlpn01Port(int port) {
		behaviour().tlsAlpn01Port(port);
	}

	/**
	 * Sets the life of the certificates that are ordered without a profile.
	 * @param certificateLife the life, a second or more
	 */
	public void certificateLife(Duration certificateLife) {
		behaviour().certificateLife(certificateLife);
	}

	/**
	 * Forgets the accounts, as a CA does that lost its database.
	 */
	public void forgetAccounts() {
		this.ca.accounts().clear();
	}

	/**
	 * Returns the number of accounts.
	 * @return the number
	 */
	public int accountCount() {
		return accounts().size();
	}

	/**
	 * Returns the accounts, which can be deactivated or revoked.
	 * @return the accounts, in no order
	 */
	public List<Account> accounts() {
		return this.ca.accounts().all();
	}

	/**
	 * Changes the terms of service: until an account agrees to them, all it asks for but
	 * the account itself is refused.
	 * @param url the URL of the new terms
	 */
	public void changeTermsOfService(String url) {
		this.ca.accounts().terms().change(url);
	}

	/**
	 * Lets all accounts agree to the terms of service, as a person does who visits the
	 * page the CA names.
	 */
	public void agreeToTermsOfService() {
		accounts().forEach((account) -> account.agreeTo(this.ca.accounts().terms().url()));
	}

	/**
	 * Returns what clients can have of the CA.
	 * @return what is limited and spent, and can be changed at any time
	 */
	public RateLimiter rateLimiter() {
		return this.ca.rateLimiter();
	}

	/**
	 * Returns the requests so far.
	 * @return the requests, oldest first
	 */
	public List<RecordedRequest> requests() {
		return this.handler.requests();
	}

	/**
	 * Returns the number of requests so far.
	 * @param operation what was asked
	 * @return the number
	 */
	public int requestCount(Operation operation) {
		return (int) requests().stream().filter((request) -> request.operation() == operation).count();
	}

	/**
	 * Forgets the requests so far.
	 */
	public void resetRequests() {
		this.handler.clear();
	}

	/**
	 * Returns the orders so far, which can be made invalid.
	 * @return the orders, oldest first
	 */
	public List<Order> orders() {
		return this.ca.orders().all();
	}

	/**
	 * Forgets the orders, as a CA does that lost its database.
	 */
	public void forgetOrders() {
		orders().forEach(this.ca.orders()::forget);
	}

	/**
	 * Revokes a certificate, as a CA does that has to.
	 * @param certificate a certificate it issued
	 * @param reason the reason code of RFC 5280
	 */
	public void revoke(X509Certificate certificate, int reason) {
		this.ca.certificates()
			.findBySerial(certificate.getSerialNumber())
			.orElseThrow(() -> new IllegalArgumentException("The certificate is not of this CA"))
			.revoke(reason);
	}

	/**
	 * Returns the certificates issued so far.
	 * @return the certificates, oldest first
	 */
	public List<X509Certificate> issued() {
		return this.ca.certificates().all().stream().map(CaCertificate::leaf).toList();
	}

	/**
	 * Returns the certificates that were revoked.
	 * @return the certificates
	 */
	public List<X509Certificate> revoked() {
		return this.ca.certificates()
			.all()
			.stream()
			.filter((certificate) -> certificate.revocation().isPresent())
			.map(CaCertificate::leaf)
			.toList();
	}

	@Override
	public void close() {
		this.listener.close();
		this.ca.validations().close();
	}

}
