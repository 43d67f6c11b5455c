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
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.doctor.Examination;
import io.github.acmeboot.issuer.directory.IssuerDirectories;
import io.github.acmeboot.issuer.directory.IssuerDirectory;

/**
 * What came of reading the directory of an issuer, once for all checks.
 *
 * @param directory the directory, or {@code null} if it could not be read
 * @param failure why it could not be read, or {@code null} if it could
 * @param duration how long it took
 */
public record Reading(@Nullable IssuerDirectory directory, @Nullable AcmeException failure, Duration duration) {

	/**
	 * Reads the directory of an issuer, or returns what came of it before.
	 * @param examination the examination
	 * @param directories reads directories
	 * @param issuer the name of the issuer
	 * @return what came of it
	 */
	public static Reading of(Examination examination, IssuerDirectories directories, String issuer) {
		return examination.once(new Key(issuer), () -> read(directories, issuer));
	}

	private static Reading read(IssuerDirectories directories, String issuer) {
		long begun = System.nanoTime();
		try {
			IssuerDirectory directory = directories.fetch(issuer);
			return new Reading(directory, null, Duration.ofNanos(System.nanoTime() - begun));
		}
		catch (AcmeException ex) {
			return new Reading(null, ex, Duration.ofNanos(System.nanoTime() - begun));
		}
	}

	/**
	 * Goes on with the directory, if it could be read.
	 * @param examination told that nothing is looked at otherwise
	 * @param issuer the name of the issuer
	 * @param next goes on
	 */
	public void ifRead(Examination examination, String issuer, Consumer<IssuerDirectory> next) {
		if (this.directory != null) {
			next.accept(this.directory);
		}
		else {
			examination.skip(issuer, "Its directory could not be read.");
		}
	}

	private record Key(String issuer) {

	}

}
