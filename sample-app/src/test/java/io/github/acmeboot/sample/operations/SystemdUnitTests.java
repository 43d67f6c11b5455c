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

package io.github.acmeboot.sample.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the unit of systemd against systemd's own tools.
 */
class SystemdUnitTests {

	private static final String UNIT = "token-service.service";

	private static final String MOST_EXPOSURE = "20";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	private final String unit = OperationsFiles.text(OperationsFiles.path("systemd/" + UNIT));

	@Test
	void systemdHasNothingToSayAboutIt() throws Exception {
		Program.Outcome outcome = verify(this.unit);
		outcome.isSuccess();
		assertThat(outcome.output().lines()).noneMatch((line) -> line.contains(UNIT));
	}

	@Test
	void aTypingErrorIsNotOverlooked() throws Exception {
		assertThat(verify(this.unit.replace("ProtectSystem=", "ProtectSytem=")).output()).contains("ProtectSytem");
		assertThat(verify(this.unit.replace("=on-failure", "=on-failur")).output()).contains("on-failur");
	}

	@Test
	void itIsExposedToLittle() throws Exception {
		Program.require("systemd-analyze")
			.run(this.directory, "security", "--offline=true", "--no-pager", "--threshold=" + MOST_EXPOSURE,
					write(this.unit).toString())
			.isSuccess();
	}

	@Test
	void itMayUseThePortsAndEndsInItsTime() {
		assertThat(this.unit.lines()).contains("AmbientCapabilities=CAP_NET_BIND_SERVICE",
				"CapabilityBoundingSet=CAP_NET_BIND_SERVICE", "NoNewPrivileges=true", "ProtectSystem=strict",
				"StateDirectory=token-service", "SuccessExitStatus=143", "Restart=on-failure", "StartLimitBurst=5",
				"Environment=ACME_STORE_FILE_DIRECTORY=%S/token-service/acme", "TimeoutStopSec=75s");
	}

	@Test
	void theGuideHasNothingButItsLines() {
		String guide = OperationsFiles.text(OperationsFiles.ROOT.resolve("docs/guides/vm.md"));
		String block = guide.substring(guide.indexOf("```ini\n") + 7);
		assertThat(block.substring(0, block.indexOf("```")).lines()).hasSizeGreaterThan(20)
			.isSubsetOf(this.unit.lines().toList());
	}

	private Program.Outcome verify(String text) throws IOException, InterruptedException {
		return Program.require("systemd-analyze").run(this.directory, "verify", "--man=no", write(text).toString());
	}

	private Path write(String text) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return Files.writeString(this.directory.resolve(UNIT),
				text.replace("ExecStart=/usr/bin/java", "ExecStart=" + java));
	}

}
