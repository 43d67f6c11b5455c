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

package io.github.acmeboot.renewal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.acmeboot.AcmeException;
import io.github.acmeboot.IssuedCertificate;
import io.github.acmeboot.ManagedCertificate;
import io.github.acmeboot.issuer.progress.AcmeObserver;
import io.github.acmeboot.issuer.progress.IssuanceProgress;
import io.github.acmeboot.issuer.progress.IssuanceStep;

/**
 * Writes down what it is told.
 */
final class RecordingObserver implements AcmeObserver {

	final List<String> records = new CopyOnWriteArrayList<>();

	@Override
	public <T> T issuance(ManagedCertificate certificate, String occasion, Function<IssuanceProgress, T> work) {
		this.records.add("begin " + certificate.name() + " " + occasion);
		try {
			return work.apply(new Progress());
		}
		finally {
			this.records.add("end");
		}
	}

	/**
	 * Writes down the progress of one issuance.
	 */
	private final class Progress implements IssuanceProgress {

		@Override
		public <T> T call(IssuanceStep step, Supplier<T> work) {
			RecordingObserver.this.records.add(step.name());
			try {
				return work.get();
			}
			catch (AcmeException ex) {
				RecordingObserver.this.records.add(step + " " + ex.getReason());
				throw ex;
			}
		}

		@Override
		public void asks(String issuer) {
			RecordingObserver.this.records.add("asks " + issuer);
		}

		@Override
		public void obtained(IssuedCertificate certificate) {
			RecordingObserver.this.records.add("obtained");
		}

		@Override
		public void idle(Idleness reason) {
			RecordingObserver.this.records.add(reason.name());
		}

		@Override
		public void failed(Throwable failure) {
			RecordingObserver.this.records.add("failed " + ((AcmeException) failure).getReason());
		}

	}

}
