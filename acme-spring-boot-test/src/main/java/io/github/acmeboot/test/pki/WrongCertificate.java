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

package io.github.acmeboot.test.pki;

/**
 * What can be wrong with a certificate the CA hands out.
 */
public enum WrongCertificate {

	/**
	 * It is for another name.
	 */
	OTHER_NAMES,

	/**
	 * The last of its names is missing.
	 */
	MISSING_NAME,

	/**
	 * It is for another key.
	 */
	OTHER_KEY,

	/**
	 * It has expired.
	 */
	EXPIRED,

	/**
	 * It is not valid for another three days.
	 */
	NOT_YET_VALID,

	/**
	 * The chain ends with the certificate itself.
	 */
	TRUNCATED_CHAIN,

	/**
	 * The chain begins with the issuer.
	 */
	REVERSED_CHAIN,

	/**
	 * The chain goes on with an issuer that did not sign it, though it has the same name.
	 */
	FOREIGN_CHAIN,

	/**
	 * It is no PEM at all.
	 */
	GARBAGE

}
