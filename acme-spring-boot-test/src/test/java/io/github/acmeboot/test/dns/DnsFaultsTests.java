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

package io.github.acmeboot.test.dns;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

import io.github.acmeboot.test.dns.RecordedQuery.Transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DnsFaults}.
 */
class DnsFaultsTests {

	private static final String NAME = "a.example.org";

	private final DnsTestServer server = DnsTestServer.start("example.org");

	private final DnsZone zone = this.server.zone("example.org").txt(NAME, "one");

	private final DnsClient client = new DnsClient(this.server);

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void aNameCanFail() {
		this.server.faults().on(NAME).serverFailure();
		assertThat(this.client.dig("A.example.org", Type.TXT)).isEqualTo("SERVFAIL [] []");
		assertThat(this.client.dig("ns1.example.org", Type.A)).startsWith("NOERROR aa");
	}

	@Test
	void allBelowANameCanBeRefused() {
		this.server.faults().below("example.org").refuse();
		assertThat(this.client.dig(NAME, Type.TXT)).isEqualTo("REFUSED [] []");
		assertThat(this.client.dig("example.org", Type.SOA)).isEqualTo("REFUSED [] []");
		this.server.zone("example.net");
		assertThat(this.client.dig("example.net", Type.SOA)).startsWith("NOERROR aa");
	}

	@Test
	void aNameCanBeDenied() {
		this.server.faults().on(NAME).noSuchName();
		assertThat(this.client.dig(NAME, Type.TXT)).startsWith("NXDOMAIN");
	}

	@Test
	void aLameServerPointsElsewhere() {
		this.server.faults().everywhere().lame();
		assertThat(this.client.dig(NAME, Type.TXT)).isEqualTo("NOERROR [] [. NS a.root-servers.net.]");
	}

	@Test
	void troubleCanBeLimitedAndEnded() {
		this.server.faults().everywhere().times(1).serverFailure();
		this.server.faults().everywhere().times(1).refuse();
		assertThat(this.client.dig(NAME, Type.TXT)).startsWith("SERVFAIL");
		assertThat(this.client.dig(NAME, Type.TXT)).startsWith("REFUSED");
		assertThat(this.client.dig(NAME, Type.TXT)).startsWith("NOERROR");
		this.server.faults().everywhere().serverFailure();
		this.server.faults().clear();
		assertThat(this.client.dig(NAME, Type.TXT)).startsWith("NOERROR");
	}

	@Test
	void aQueryCanGoUnanswered() {
		this.server.faults().on(NAME).silence();
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new DnsClient(this.server).timeout(Duration.ofMillis(200)).ask(NAME, Type.TXT));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> new DnsClient(this.server).tcp().timeout(Duration.ofMillis(200)).ask(NAME, Type.TXT));
	}

	@Test
	void anAnswerCanComeLater() {
		this.server.faults().on(NAME).delay(Duration.ofMillis(200));
		long start = System.nanoTime();
		assertThat(this.client.txt(NAME)).containsExactly("one");
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(190));
	}

	@Test
	void aTruncatedAnswerComesWholeByTcp() throws IOException {
		this.server.faults().on(NAME).truncate();
		Message answer = new DnsClient(this.server).ignoringTruncation().ask(NAME, Type.TXT);
		assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
		assertThat(this.client.txt(NAME)).containsExactly("one");
		assertThat(this.server.queries()).extracting(RecordedQuery::transport)
			.containsExactly(Transport.UDP, Transport.UDP, Transport.TCP);
	}

	@Test
	void somethingCanHappenBeforeAnAnswer() {
		this.server.faults().on(NAME).times(1).before((query) -> this.zone.removeTxt(query.name(), "one"));
		assertThat(this.client.txt(NAME)).isEmpty();
	}

}
