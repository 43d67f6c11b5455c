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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

import io.github.acmeboot.testsupport.FreePort;

/**
 * A Chromium without a window, from the PATH. Where there is none the test is skipped,
 * unless {@code ACME_REQUIRE_PEERS} is {@code true}.
 */
final class Browser implements AutoCloseable {

	private static final Pattern REQUESTED = Pattern
		.compile("\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]*)\"", Pattern.DOTALL);

	private static final Path PICTURES = Path.of("target", "page");

	private final ChromeDriver driver;

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	static Browser start() {
		Optional<File> browser = program("chromium");
		Optional<File> service = program("chromedriver");
		if (browser.isEmpty() || service.isEmpty()) {
			Assumptions.assumeTrue(Boolean.parseBoolean(System.getenv("ACME_REQUIRE_PEERS")),
					"chromium and chromedriver are not on the PATH");
		}
		LoggingPreferences logging = new LoggingPreferences();
		logging.enable(LogType.BROWSER, Level.ALL);
		logging.enable(LogType.PERFORMANCE, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(browser.orElseThrow());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
				"--window-size=1280,900");
		options.setAcceptInsecureCerts(true);
		options.setCapability("goog:loggingPrefs", logging);
		return new Browser(start(service.orElseThrow(), options));
	}

	private static ChromeDriver start(File service, ChromeOptions options) {
		return Awaitility.await("browser")
			.atMost(Duration.ofMinutes(3))
			.ignoreException(WebDriverException.class)
			.until(() -> new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(service)
				.usingPort(FreePort.next())
				.withTimeout(Duration.ofMinutes(1))
				.build(), options), (driver) -> true);
	}

	private static Optional<File> program(String program) {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
			.map((directory) -> new File(directory, program))
			.filter(File::canExecute)
			.findFirst();
	}

	Browser open(URI address) {
		this.driver.get(address.toString());
		return this;
	}

	WebElement find(String selector, Object... arguments) {
		return this.driver.findElement(By.cssSelector(selector.formatted(arguments)));
	}

	List<WebElement> findAll(String selector) {
		return this.driver.findElements(By.cssSelector(selector));
	}

	WebElement card(String certificate) {
		return this.driver.findElement(By.xpath("//article[.//h3[text()='" + certificate + "']]"));
	}

	String text() {
		return find("body").getText();
	}

	String title() {
		return String.valueOf(this.driver.getTitle());
	}

	Object execute(String script) {
		return String.valueOf(this.driver.executeScript(script));
	}

	Browser light() {
		return prefers("light");
	}

	Browser dark() {
		return prefers("dark");
	}

	private Browser prefers(String scheme) {
		this.driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
		return this;
	}

	Browser width(int width) {
		this.driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", width < 600));
		return this;
	}

	Browser scripts(boolean enabled) {
		this.driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !enabled));
		return this;
	}

	void picture(String name) {
		Object data = this.driver
			.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
			.get("data");
		try {
			Files.createDirectories(PICTURES);
			Files.write(PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(data)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns what the browser has complained of since it was last asked.
	 * @return the messages
	 */
	List<String> complaints() {
		return this.driver.manage()
			.logs()
			.get(LogType.BROWSER)
			.getAll()
			.stream()
			.filter((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.map(LogEntry::getMessage)
			.toList();
	}

	/**
	 * Returns what the browser has asked for since it was last asked.
	 * @return the addresses
	 */
	List<String> requests() {
		return this.driver.manage()
			.logs()
			.get(LogType.PERFORMANCE)
			.getAll()
			.stream()
			.map((entry) -> REQUESTED.matcher(entry.getMessage()))
			.filter(Matcher::find)
			.map((found) -> found.group(1))
			.toList();
	}

	@Override
	public void close() {
		this.driver.quit();
	}

}
