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

package io.github.acmeboot.issuer.progress;

import java.util.function.Supplier;

import io.github.acmeboot.Identifier;
import io.github.acmeboot.IssuedCertificate;

/**
 * An attempt to obtain a certificate under way. For use by the thread that makes it.
 */
public interface IssuanceProgress {

	/**
	 * Nobody watches.
	 */
	IssuanceProgress UNOBSERVED = new IssuanceProgress() {
	};

	/**
	 * Takes a step.
	 * @param <T> the type of the result
	 * @param step the step
	 * @param work takes it, to be called once
	 * @return the result of the work
	 */
	default <T> T call(IssuanceStep step, Supplier<T> work) {
		return work.get();
	}

	/**
	 * Takes a step that has no result.
	 * @param step the step
	 * @param work takes it
	 */
	default void run(IssuanceStep step, Runnable work) {
		call(step, () -> {
			work.run();
			return step;
		});
	}

	/**
	 * Called when an issuer is about to be asked.
	 * @param issuer the name of the issuer
	 */
	default void asks(String issuer) {
	}

	/**
	 * Called when the order is known.
	 * @param location the URL of the order
	 */
	default void ordered(String location) {
	}

	/**
	 * Called when the answer to a challenge can be fetched.
	 * @param identifier what is to be proved
	 */
	default void presented(Identifier identifier) {
	}

	/**
	 * Called when the certificate is there.
	 * @param certificate the certificate, not yet saved
	 */
	default void obtained(IssuedCertificate certificate) {
	}

	/**
	 * Called when the attempt ends without an order.
	 * @param reason why there was nothing to do
	 */
	default void idle(Idleness reason) {
	}

	/**
	 * Called when the attempt has failed. A step that threw the failure is not reported
	 * again.
	 * @param failure what went wrong
	 */
	default void failed(Throwable failure) {
	}

	/**
	 * Why an attempt ends without an order.
	 */
	enum Idleness {

		/**
		 * Another instance has the lock.
		 */
		BUSY,

		/**
		 * Under the lock it turned out that there was nothing to do any more.
		 */
		UNNEEDED

	}

}
