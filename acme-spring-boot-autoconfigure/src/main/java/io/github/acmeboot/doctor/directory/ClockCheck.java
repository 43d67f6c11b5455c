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

package io.github.acmeboot.doctor.directory;

import java.time.Duration;

import io.github.acmeboot.doctor.Check;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.issuer.clock.ClockSkew;
import io.github.acmeboot.issuer.clock.ClockSkews;
import io.github.acmeboot.issuer.directory.IssuerDirectories;

/**
 * Compares the clock of this machine with that of each CA.
 */
final class ClockCheck implements Check {

	private static final Duration TOO_MUCH = Duration.ofMinutes(5);

	private static final String REMEDY = "Set the clock of this machine, and see that NTP keeps it.";

	private final IssuerDirectories directories;

	private final ClockSkews skews;

	ClockCheck(IssuerDirectories directories, ClockSkews skews) {
		this.directories = directories;
		this.skews = skews;
	}

	@Override
	public String name() {
		return "clock";
	}

	@Override
	public void examine(Examination examination) {
		examination.forEach(examination.certificate().issuers(),
				(issuer, part) -> Reading.of(part, this.directories, issuer)
					.ifRead(part, issuer, (directory) -> examine(issuer, part)));
	}

	private void examine(String issuer, Examination examination) {
		this.skews.find(issuer)
			.ifPresentOrElse((skew) -> compare(skew, examination),
					() -> examination.skip(issuer, "The CA does not say what time it has."));
	}

	private static void compare(ClockSkew skew, Examination examination) {
		Duration size = skew.skew().abs();
		String seen = "The clock of this machine is %s %s that of the CA, give or take %s.".formatted(text(size),
				skew.skew().isNegative() ? "ahead of" : "behind", text(skew.uncertainty()));
		if (skew.state() == ClockSkew.State.AGREES) {
			examination.pass(skew.issuer(), seen);
		}
		else if (size.compareTo(TOO_MUCH) < 0) {
			examination.warn(skew.issuer(), seen, REMEDY);
		}
		else {
			examination.fail(skew.issuer(), seen, REMEDY);
		}
	}

	private static String text(Duration duration) {
		return (duration.compareTo(Duration.ofMinutes(1)) < 0) ? duration.toMillis() / 1000.0 + " s"
				: duration.toSeconds() + " s";
	}

}
