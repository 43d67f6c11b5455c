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

package io.github.acmeboot.system;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import io.github.acmeboot.CertificateStatus.State;
import io.github.acmeboot.testsupport.TrustEverything;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the endpoint {@code acme} as Chromium shows it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcmePageTests {

	/**
	 * Finds texts whose contrast is below that of WCAG 2.2 AA.
	 */
	private static final String FAINT = """
			const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
			const light = (color) => numbers(color).slice(0, 3).map((part) => part / 255)
				.map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
				.reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
			const background = (element) => {
				const color = getComputedStyle(element).backgroundColor;
				return numbers(color)[3] === 0 ? background(element.parentElement) : color;
			};
			const contrast = (element) => {
				const [one, other] = [light(getComputedStyle(element).color), light(background(element))];
				return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
			};
			return JSON.stringify([...document.querySelectorAll('body *')]
				.filter((element) => !element.closest('svg, script, noscript'))
				.filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
				.filter((element) => contrast(element) < 4.5)
				.map((element) => element.className + ': ' + element.textContent + ' ' + contrast(element)))""";

	private Browser browser;

	private PageScene scene;

	@BeforeAll
	void open() {
		this.browser = Browser.start();
		this.scene = new PageScene("read-only").issued().grownOld();
	}

	@AfterAll
	void close() {
		if (this.browser != null) {
			this.browser.close();
		}
		if (this.scene != null) {
			this.scene.close();
		}
	}

	@Test
	void everyStateIsSaidInWordsTheWorstFirst() {
		page();
		assertThat(this.browser.title()).isEqualTo("TLS certificates");
		assertThat(this.browser.findAll("article h3")).extracting(WebElement::getText)
			.containsExactly("new", "mail", "web", "blog", "shop");
		assertThat(this.browser.findAll("article .head .badge:first-of-type")).extracting(WebElement::getText)
			.extracting((text) -> text.replaceAll("\\W", ""))
			.containsExactly("Placeholder", "Overdue", "Failing", "Paused", "Valid");
		assertThat(this.browser.card("blog").getText()).contains("nothing is ordered by itself", "Resume it");
		assertThat(this.browser.card("shop").getText()).containsIgnoringCase("What happens next")
			.contains("Renewed at");
		assertThat(this.browser.card("mail").getText()).contains("WHAT THE DOCTOR FOUND", "Fail",
				"name mail.example.org", "It has no address", "Add an A or AAAA record");
		this.browser.light().width(1280);
		this.browser.findAll("summary").forEach(WebElement::click);
		this.browser.picture("light");
	}

	@Test
	void whatTheCaSaysIsTextAndNothingElse() {
		page();
		assertThat(this.browser.card("web").getText()).contains("<img src=x onerror='window.broken = true'>",
				"too few < patience");
		assertThat(this.browser.findAll("article img, article script")).isEmpty();
		assertThat(this.browser.execute("return window.broken")).isEqualTo("null");
	}

	@Test
	void eachPartHasItsRoleAndName() {
		page();
		assertThat(this.browser.find("main").getAriaRole()).isEqualTo("main");
		assertThat(this.browser.card("shop").getAriaRole()).isEqualTo("article");
		assertThat(this.browser.card("shop").getAccessibleName()).isEqualTo("shop");
		WebElement bar = this.browser.card("shop").findElement(By.cssSelector("svg.life"));
		assertThat(bar.getAccessibleName()).isEqualTo("Life of certificate shop");
		assertThat(bar.getAriaRole()).isIn("image", "img");
		assertThat(this.browser.findAll("svg[role=meter]")).isNotEmpty()
			.allSatisfy((meter) -> assertThat(meter.getAccessibleName()).endsWith(" left"));
		assertThat(this.browser.findAll("table")).isNotEmpty()
			.allSatisfy((table) -> assertThat(table.getAccessibleName()).isNotEmpty());
		assertThat(this.browser.find("html").getDomAttribute("lang")).isEqualTo("en");
	}

	@Test
	void nothingIsLoadedFromElsewhereAndNothingComplainedOf() {
		this.browser.complaints();
		this.browser.requests();
		page();
		assertThat(this.browser.complaints()).isEmpty();
		assertThat(this.browser.requests()).isNotEmpty()
			.allSatisfy((address) -> assertThat(address).startsWith("https://localhost:" + port()));
	}

	@Test
	void aScriptThatGetsInIsNotRun() {
		page();
		assertThat(this.browser.execute("""
				const script = document.createElement('script');
				script.textContent = 'window.injected = true';
				document.body.append(script);
				document.body.insertAdjacentHTML('beforeend', '<p id="styled" style="color: rgb(1, 2, 3)">x</p>');
				return window.injected + ' ' + getComputedStyle(document.getElementById('styled')).color""")).asString()
			.startsWith("undefined ")
			.doesNotContain("rgb(1, 2, 3)");
	}

	@Test
	void itCanBeReadWithoutScriptsInTheDarkAndOnATelephone() {
		this.browser.scripts(false).dark();
		page();
		assertThat(this.browser.card("web").getText()).contains("Last failure", "Next attempt");
		assertThat(this.browser.card("mail").getText()).contains("It has no address");
		this.browser.scripts(true);
		this.browser.picture("dark");
		this.browser.width(360);
		page();
		assertThat(this.browser.execute("return document.documentElement.scrollWidth")).isEqualTo("360");
		this.browser.picture("dark-360");
		this.browser.light().picture("light-360");
		this.browser.width(1280);
	}

	@Test
	void everyTextStandsOutFromItsBackground() {
		page();
		assertThat(this.browser.light().execute(FAINT)).isEqualTo("[]");
		assertThat(this.browser.dark().execute(FAINT)).isEqualTo("[]");
		this.browser.light();
	}

	@Test
	void everythingThatCanBeDoneCanBeDoneByKeyboard() {
		page();
		WebElement summary = this.browser.card("shop").findElement(By.cssSelector("summary"));
		this.browser.execute("document.querySelectorAll('details').forEach((one) => one.open = false)");
		summary.sendKeys(Keys.ENTER);
		assertThat(this.browser.card("shop").getText()).contains("counts as a renewal");
	}

	@Test
	void programsGetJson() throws Exception {
		assertThat(get("*/*").headers().firstValue("Content-Type")).get().asString().contains("json");
		assertThat(get("*/*").headers().firstValue("Content-Security-Policy")).isEmpty();
		assertThat(get("application/json").body()).startsWith("{");
		assertThat(get("application/json, text/html;q=0.5").body()).startsWith("{");
		HttpResponse<String> page = get("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
		assertThat(page.body()).startsWith("<!DOCTYPE html>");
		assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
		assertThat(page.headers().allValues("Content-Security-Policy")).singleElement()
			.asString()
			.contains("default-src 'none'", "frame-ancestors 'none'")
			.doesNotContain("unsafe");
		assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");
		assertThat(page.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
		assertThat(page.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
	}

	@Test
	void whoMayOnlyReadIsOfferedNothingElse() {
		page();
		assertThat(this.browser.findAll("button")).isEmpty();
		assertThat(this.browser.text()).contains("management.endpoint.acme.access=unrestricted");
	}

	@Test
	void whoMayRenewsPausesAndResumesByTheButtons() {
		try (PageScene open = new PageScene("unrestricted").issued()) {
			String serial = open.application().status("shop").serial();
			this.browser.open(open.address());
			WebElement renew = this.browser.find("button[aria-label='Renew shop']");
			this.browser.width(1280);
			assertThat(renew.getAriaRole()).isEqualTo("button");
			assertThat(renew.getAccessibleName()).isEqualTo("Renew shop");
			this.browser.picture("operations");
			renew.click();
			Awaitility.await()
				.atMost(PageScene.PATIENCE)
				.until(() -> !serial.equals(open.application().status("shop").serial()));
			Awaitility.await()
				.atMost(PageScene.PATIENCE)
				.ignoreExceptions()
				.until(() -> this.browser.card("shop").getText().contains(open.application().status("shop").serial()));
			this.browser.find("button[aria-label='Pause shop']").click();
			Awaitility.await()
				.atMost(PageScene.PATIENCE)
				.ignoreExceptions()
				.until(() -> this.browser.card("shop").getText().contains("Paused"));
			assertThat(open.application().status("shop").pausedSince()).isNotNull();
			this.browser.find("button[aria-label='Resume shop']").click();
			Awaitility.await()
				.atMost(PageScene.PATIENCE)
				.until(() -> open.application().status("shop").pausedSince() == null);
			Awaitility.await()
				.atMost(PageScene.PATIENCE)
				.ignoreExceptions()
				.until(() -> !this.browser.card("shop").getText().contains("Paused"));
			assertThat(open.application().status("shop").state()).isEqualTo(State.VALID);
			looksWhenAsked(open);
			refusesInWords(open);
		}
	}

	private void looksWhenAsked(PageScene open) {
		this.browser.open(open.address());
		assertThat(this.browser.card("shop").getText()).doesNotContainIgnoringCase("What the doctor found");
		this.browser.find("button[aria-label='Run the doctor on shop']").click();
		Awaitility.await()
			.atMost(PageScene.PATIENCE)
			.ignoreExceptions()
			.until(() -> this.browser.card("shop")
				.getText()
				.toLowerCase(Locale.ROOT)
				.contains("what the doctor found"));
		this.browser.picture("doctor");
	}

	private void refusesInWords(PageScene open) {
		this.browser.open(open.address());
		this.browser.execute("document.cookie = 'XSRF-TOKEN=; path=/; max-age=0'");
		this.browser.find("button[aria-label='Pause web']").click();
		Awaitility.await()
			.atMost(PageScene.PATIENCE)
			.until(() -> this.browser.card("web").getText().contains("You may not do this"));
	}

	private void page() {
		this.browser.open(this.scene.address());
	}

	private int port() {
		return this.scene.application().port();
	}

	private HttpResponse<String> get(String accept) throws Exception {
		HttpClient client = HttpClient.newBuilder().sslContext(TrustEverything.context()).build();
		return client.send(HttpRequest.newBuilder(this.scene.address()).header("Accept", accept).build(),
				BodyHandlers.ofString());
	}

}
