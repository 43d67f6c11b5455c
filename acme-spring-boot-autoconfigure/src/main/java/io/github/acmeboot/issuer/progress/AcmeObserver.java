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

import java.util.function.Function;

import io.github.acmeboot.ManagedCertificate;

/**
 * Watches issuances and requests to CAs while they go on. It is called on the thread that
 * does the work, whose context it may change as long as the work lasts, and must throw
 * nothing of its own. Safe for use by several threads.
 */
public interface AcmeObserver {

	/**
	 * Watches nothing.
	 */
	AcmeObserver NONE = new AcmeObserver() {
	};

	/**
	 * Watches an attempt to obtain a certificate.
	 * @param <T> the type of the result
	 * @param certificate what is to be obtained
	 * @param occasion why, in lower case
	 * @param work does it, to be called once
	 * @return the result of the work
	 */
	default <T> T issuance(ManagedCertificate certificate, String occasion, Function<IssuanceProgress, T> work) {
		return work.apply(IssuanceProgress.UNOBSERVED);
	}

	/**
	 * Called before a request to a CA.
	 * @param issuer the name of the issuer
	 * @param operation what is asked, in the words of RFC 8555, such as {@code newOrder}
	 * @return told how the request ends
	 */
	default RequestProgress request(String issuer, String operation) {
		return RequestProgress.UNOBSERVED;
	}

	/**
	 * Takes the context of this thread along to another one.
	 * @param work what another thread is going to do
	 * @return what does the same in the context of this thread
	 */
	default Runnable carry(Runnable work) {
		return work;
	}

}
