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

package io.github.acmeboot.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * The application that every instance runs. It tells its ports when they are open, looks
 * after certificates only when it is told to go, and does not outlive the test.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ FleetAnnouncements.class, FleetClock.class, FleetS3Client.class, FleetSteps.class })
public final class FleetApplication {

	static final String GO = "go";

	private static final int ORPHANED = 86;

	private FleetApplication() {
	}

	public static void main(String[] arguments) {
		CountDownLatch go = new CountDownLatch(1);
		Thread reader = new Thread(() -> read(go), "fleet");
		reader.setDaemon(true);
		reader.start();
		SpringApplication application = new SpringApplication(FleetApplication.class);
		application.setDefaultProperties(Map.of("acme.doctor.before-first-order", "false"));
		application.addListeners((ApplicationListener<ApplicationStartedEvent>) (event) -> {
			Environment environment = event.getApplicationContext().getEnvironment();
			Announcement.say(Announcement.STARTED, environment.getRequiredProperty("local.server.port") + " "
					+ environment.getProperty("local.acme.challenge.http.port", "0"));
			await(go);
		});
		application.run(arguments);
		Announcement.say(Announcement.READY, ProcessHandle.current().pid());
	}

	private static void read(CountDownLatch go) {
		try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = input.readLine(); line != null; line = input.readLine()) {
				if (line.equals(GO)) {
					go.countDown();
				}
			}
		}
		catch (IOException ex) {
			System.err.println(ex);
		}
		Runtime.getRuntime().halt(ORPHANED);
	}

	private static void await(CountDownLatch go) {
		try {
			go.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
