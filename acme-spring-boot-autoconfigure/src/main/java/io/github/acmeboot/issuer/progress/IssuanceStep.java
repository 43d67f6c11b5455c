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

/**
 * The steps of an issuance, in their order. A step that is tried again is taken again, as
 * are those with another issuer.
 */
public enum IssuanceStep {

	/**
	 * The lock of the certificate is acquired.
	 */
	LOCK,

	/**
	 * An order is placed, or the one under way is looked at.
	 */
	ORDER,

	/**
	 * Control of the identifiers is proved.
	 */
	AUTHORIZATION,

	/**
	 * The order is finalized, and waited for.
	 */
	FINALIZE,

	/**
	 * The certificate is downloaded and verified.
	 */
	DOWNLOAD,

	/**
	 * The certificate is saved.
	 */
	SAVE,

	/**
	 * The running server presents the certificate.
	 */
	PUBLISH

}
