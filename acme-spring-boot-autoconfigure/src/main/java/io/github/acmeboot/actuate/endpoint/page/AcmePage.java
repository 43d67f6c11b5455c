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

package io.github.acmeboot.actuate.endpoint.page;

import java.time.Clock;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.CertificateStatus;
import io.github.acmeboot.doctor.Diagnosis;
import io.github.acmeboot.issuer.RemainingLimits;
import io.github.acmeboot.issuer.clock.ClockSkew;
import io.github.acmeboot.renewal.AcmeManager;
import io.github.acmeboot.renewal.housekeeping.UnconfiguredCertificate;
import io.github.acmeboot.renewal.housekeeping.UnconfiguredCertificates;

/**
 * The page a browser gets: all certificates, the worst first, and what they depend on.
 */
public final class AcmePage {

	private static final String ICON = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
			+ "viewBox='0 0 16 16'%3E%3Cpath fill='%230b5cad' d='M8 0 1 3v5c0 4 3 7 7 8 4-1 7-4 7-8V3z'/%3E%3C/svg%3E";

	private static final int MOST_CARDS = 100;

	private final AcmeManager manager;

	private final Supplier<@Nullable UnconfiguredCertificates> unconfigured;

	private final Supplier<@Nullable RemainingLimits> limits;

	private final Function<String, Optional<Diagnosis>> diagnoses;

	private final BooleanSupplier writable;

	private final Clock clock;

	/**
	 * Creates a page.
	 * @param manager knows the certificates
	 * @param unconfigured knows what is stored beside them
	 * @param limits knows what is left of the limits of the CAs
	 * @param diagnoses knows what the doctor has found last
	 * @param writable says whether operations are allowed
	 * @param clock the clock
	 */
	public AcmePage(AcmeManager manager, Supplier<@Nullable UnconfiguredCertificates> unconfigured,
			Supplier<@Nullable RemainingLimits> limits, Function<String, Optional<Diagnosis>> diagnoses,
			BooleanSupplier writable, Clock clock) {
		this.manager = manager;
		this.unconfigured = unconfigured;
		this.limits = limits;
		this.diagnoses = diagnoses;
		this.writable = writable;
		this.clock = clock;
	}

	/**
	 * Draws the page as things stand now.
	 * @return the page
	 */
	public String render() {
		Instants instants = new Instants(this.clock.instant());
		List<CertificateStatus> certificates = worstFirst(instants);
		Element main = new Element("main").add(certificates(certificates, instants), surroundings(instants));
		Element body = new Element("body").add(
				Element.of("a", "skip").with("href", "#certificates").text("Skip to the certificates"),
				top(certificates, instants), main, foot());
		Element page = new Element("html").with("lang", "en").add(head(), body);
		return "<!DOCTYPE html>\n" + page;
	}

	private static Element head() {
		return new Element("head").add(new Element("meta").with("charset", "utf-8"),
				new Element("meta").with("http-equiv", "Content-Security-Policy").with("content", PageHeaders.POLICY),
				new Element("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
				new Element("meta").with("name", "referrer").with("content", "no-referrer"),
				new Element("link").with("rel", "icon").with("href", ICON),
				new Element("title").text("TLS certificates"), new Element("style").add(PageAsset.STYLE));
	}

	private static Element top(List<CertificateStatus> certificates, Instants instants) {
		Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
		certificates.forEach((status) -> counts.merge(Standing.of(status, instants.now()), 1, Integer::sum));
		Element summary = Element.of("ul", "summary").with("aria-label", "How many stand how");
		counts.forEach((standing, count) -> summary.add(new Element("li").add(standing.badge().text(" " + count))));
		return Element.of("header", "top")
			.add(new Element("h1").text("TLS certificates"),
					Element.of("p", "aside").text("As of ").add(Instants.time(instants.now())), summary);
	}

	private List<CertificateStatus> worstFirst(Instants instants) {
		return this.manager.certificates()
			.stream()
			.sorted(Comparator.comparing((CertificateStatus status) -> Standing.of(status, instants.now()))
				.thenComparing(CertificateStatus::name))
			.toList();
	}

	private Element certificates(List<CertificateStatus> certificates, Instants instants) {
		Element section = new Element("section").with("id", "certificates")
			.with("aria-labelledby", "certificates-title")
			.add(new Element("h2").with("id", "certificates-title").text("Certificates"));
		if (certificates.isEmpty()) {
			return section
				.add(new Element("p").text("No certificate is looked after. Configure one below 'acme.certificates'."));
		}
		Element cards = Element.of("div", "cards");
		AtomicInteger number = new AtomicInteger();
		certificates.stream()
			.limit(MOST_CARDS)
			.forEach((status) -> cards.add(card(status, number.incrementAndGet(), instants)));
		return rest(section.add(cards), certificates, instants);
	}

	private Element card(CertificateStatus status, int number, Instants instants) {
		return new CertificateCard(status, this.manager.plan(status.name()).orElse(null),
				this.diagnoses.apply(status.name()).orElse(null), number, instants, this.writable.getAsBoolean())
			.draw();
	}

	/**
	 * Shows the certificates there is no room for as cards in a table.
	 * @param section where to
	 * @param certificates all certificates
	 * @param instants the present
	 * @return the section
	 */
	private static Element rest(Element section, List<CertificateStatus> certificates, Instants instants) {
		Table table = new Table("The other certificates", "Name", "State", "Expires", "Renewal");
		certificates.stream()
			.skip(MOST_CARDS)
			.forEach((status) -> table.row(Table.cell(status.name()), Standing.of(status, instants.now()).badge(),
					instants.show(status.notAfter()), instants.show(status.renewal())));
		return table.isEmpty() ? section : section.add(Element.of("div", "panel rest").add(table.draw()));
	}

	private Element surroundings(Instants instants) {
		SurroundingsSection sections = new SurroundingsSection(instants);
		Element panels = Element.of("div", "panels").add(sections.store(this.manager.storeStatus()));
		panels.add(sections.accounts(this.manager.accounts()));
		List<ClockSkew> skews = this.manager.clockSkews()
			.stream()
			.filter((skew) -> skew.state() != ClockSkew.State.AGREES)
			.toList();
		if (!skews.isEmpty()) {
			panels.add(sections.clock(skews).with("class", "panel wide"));
		}
		limits(panels, instants);
		List<UnconfiguredCertificate> unconfigured = unconfigured();
		return unconfigured.isEmpty() ? panels
				: panels.add(sections.unconfigured(unconfigured).with("class", "panel wide"));
	}

	private void limits(Element panels, Instants instants) {
		RemainingLimits known = this.limits.get();
		List<Element> tables = (known != null) ? new LimitsSection(known.all(), instants).draw() : List.of();
		if (!tables.isEmpty()) {
			panels.add(SurroundingsSection.section("Limits").with("class", "panel wide").addAll(tables));
		}
	}

	private List<UnconfiguredCertificate> unconfigured() {
		UnconfiguredCertificates known = this.unconfigured.get();
		return (known != null) ? known.find().orElse(List.of()) : List.of();
	}

	private Element foot() {
		Element foot = Element.of("footer", "foot");
		if (!this.writable.getAsBoolean()) {
			return foot.add(new Element("p").text("This page may only be read. With ")
				.add(new Element("code").text("management.endpoint.acme.access=unrestricted"))
				.text(" certificates can be renewed, paused and looked at by the doctor here."));
		}
		return foot.add(new Element("noscript").add(new Element("p").text("Without JavaScript, renew by ")
			.add(new Element("code")
				.text("curl -X POST -H 'Content-Type: application/json' <this address>/<certificate>/renew"))
			.text(".")), new Element("script").add(PageAsset.SCRIPT));
	}

}
