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

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.StoreStatus;
import io.github.acmeboot.issuer.AccountStatus;
import io.github.acmeboot.issuer.clock.ClockSkew;
import io.github.acmeboot.renewal.housekeeping.UnconfiguredCertificate;

/**
 * What the certificates depend on: the store, the clock, the accounts; and what is stored
 * beside them.
 *
 * @param instants the present
 */
record SurroundingsSection(Instants instants) {

	Element store(StoreStatus store) {
		Facts facts = new Facts(this.instants);
		facts.add("Type", store.type());
		facts.add("Last success", store.lastSuccess());
		boolean well = store.state() == StoreStatus.State.AVAILABLE;
		Element section = section("Store").add(
				new Element("p").add(badge(well ? "good" : "warn", well ? "✓" : "!", words(store.state()))),
				facts.draw());
		StoreStatus.Trouble trouble = store.trouble();
		if (trouble != null) {
			section.add(trouble(trouble.message()).text(" Since ").add(this.instants.show(trouble.since())));
		}
		if (store.localCopy() != null && store.localCopy().failure() != null) {
			section.add(trouble("The copy on this machine fails: " + store.localCopy().failure()));
		}
		return section;
	}

	private static Element trouble(String message) {
		return Element.of("p", "failure").text(message);
	}

	Element clock(List<ClockSkew> skews) {
		Element section = section("Clock");
		for (ClockSkew skew : skews) {
			section.add(Element.of("p", "failure")
				.text("The clock of '" + skew.issuer() + "' and that of this machine differ by "
						+ skew.skew().toSeconds()
						+ " s. Set the clock of this machine by NTP, unless that of the CA is wrong."));
		}
		return section;
	}

	Element accounts(List<AccountStatus> accounts) {
		Table table = new Table("Accounts at the CAs", "Issuer", "State", "Contact", "Directory");
		accounts.forEach((account) -> table.row(Table.cell(account.issuer()), Table.cell(words(account.state())),
				Table.cell(account.contact().isEmpty() ? "none" : String.join(", ", account.contact())),
				Table.cell(account.directory())));
		return section("Accounts").add(table.draw());
	}

	Element unconfigured(List<UnconfiguredCertificate> certificates) {
		Table table = new Table("Stored certificates that are not looked after here", "Name", "Expires", "Removed");
		certificates.forEach((certificate) -> table.row(Table.cell(certificate.name()), known(certificate.notAfter()),
				known(certificate.removal())));
		return section("Not configured").add(table.draw());
	}

	private Element known(@Nullable Instant instant) {
		return (instant != null) ? this.instants.show(instant) : Table.cell("not known");
	}

	static Element section(String title) {
		String id = "section-" + title.toLowerCase(Locale.ROOT).replace(' ', '-');
		return Element.of("section", "panel")
			.with("aria-labelledby", id)
			.add(new Element("h2").with("id", id).text(title));
	}

	private static Element badge(String style, String symbol, String word) {
		return Element.of("span", "badge " + style)
			.add(Element.of("span", "symbol").with("aria-hidden", "true").text(symbol))
			.text(word);
	}

	private static String words(@Nullable Enum<?> state) {
		String words = String.valueOf(state).toLowerCase(Locale.ROOT).replace('_', ' ');
		return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
	}

}
