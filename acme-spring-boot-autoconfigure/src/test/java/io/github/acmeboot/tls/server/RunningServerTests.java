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

package io.github.acmeboot.tls.server;

import java.net.InetAddress;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.Ssl.ServerNameSslBundle;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

import io.github.acmeboot.tls.ServedCertificate;
import io.github.acmeboot.tls.TestCertificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunningServer}.
 */
class RunningServerTests {

	private final ServerProperties properties = new ServerProperties();

	@Test
	void aServerWithoutABundleOrAPortIsNoneOfOurs() {
		assertThat(RunningServer.of(new TomcatWebServer(8443), this.properties)).isNull();
		useBundle();
		assertThat(RunningServer.of(new TomcatWebServer(-1), this.properties)).isNull();
	}

	@Test
	void itIsReachedAtItsAddressOrByLoopback() throws Exception {
		useBundle();
		assertThat(running(new TomcatWebServer(8443)).address().getAddress().isLoopbackAddress()).isTrue();
		this.properties.setAddress(InetAddress.getByName("0.0.0.0"));
		assertThat(running(new TomcatWebServer(8443)).address().getAddress().isLoopbackAddress()).isTrue();
		this.properties.setAddress(InetAddress.getByName("192.0.2.7"));
		assertThat(running(new TomcatWebServer(8443)).address().getAddress().getHostAddress()).isEqualTo("192.0.2.7");
	}

	@Test
	void whatIsPresentedDependsOnTheServer() {
		useBundle();
		assertThat(running(new TomcatWebServer(1)).presents(certificate("api"))).isTrue();
		assertThat(running(new NettyWebServer(1)).presents(certificate("web"))).isTrue();
		assertThat(running(new NettyWebServer(1)).presents(certificate("api"))).isFalse();
		assertThat(running(new JettyWebServer(1)).presents(certificate("web"))).isFalse();
	}

	@Test
	void aServerOfTheUsersIsWhatItExtends() {
		useBundle();
		assertThat(running(new TomcatWebServer(1) {
		}).presents(certificate("api"))).isTrue();
	}

	@Test
	void hostsWithBundlesOfTheirOwnAreKnown() {
		useBundle().setServerNameBundles(List.of(new ServerNameSslBundle("Own.example.com", "other"),
				new ServerNameSslBundle("*.wild.example.com", "other")));
		RunningServer running = running(new TomcatWebServer(1));
		assertThat(running.hasOtherBundleFor("own.example.com")).isTrue();
		assertThat(running.hasOtherBundleFor("a.wild.example.com")).isTrue();
		assertThat(running.hasOtherBundleFor("a.b.wild.example.com")).isFalse();
		assertThat(running.hasOtherBundleFor("wild.example.com")).isFalse();
	}

	private Ssl useBundle() {
		Ssl ssl = new Ssl();
		ssl.setBundle("web");
		this.properties.setSsl(ssl);
		return ssl;
	}

	private RunningServer running(WebServer server) {
		RunningServer running = RunningServer.of(server, this.properties);
		assertThat(running).isNotNull();
		return running;
	}

	private static ServedCertificate certificate(String name) {
		return new ServedCertificate(name, name, new TestCertificates().ec("a.example.com"), List.of("a.example.com"),
				false);
	}

	private abstract static class FakeWebServer implements WebServer {

		private final int port;

		FakeWebServer(int port) {
			this.port = port;
		}

		@Override
		public void start() {
		}

		@Override
		public void stop() {
		}

		@Override
		public int getPort() {
			return this.port;
		}

	}

	private static class TomcatWebServer extends FakeWebServer {

		TomcatWebServer(int port) {
			super(port);
		}

	}

	private static final class NettyWebServer extends FakeWebServer {

		NettyWebServer(int port) {
			super(port);
		}

	}

	private static final class JettyWebServer extends FakeWebServer {

		JettyWebServer(int port) {
			super(port);
		}

	}

}
