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

package io.github.acmeboot.doctor;

/**
 * Looks at one thing that has to be right before a certificate can be issued. Every check
 * that is a bean is run, in the order of the beans.
 * <p>
 * A check orders nothing, asks no CA for anything that counts, and leaves nothing behind:
 * what it puts somewhere to see whether that works it takes away again, even if it is
 * interrupted because its time is over. It says what it has found to the examination. An
 * {@link io.github.acmeboot.AcmeException} that it throws is something that failed, with
 * the remedy in its message. Called by several threads.
 */
public interface Check {

	/**
	 * Returns what is looked at.
	 * @return one or two words, such as {@code store}
	 */
	String name();

	/**
	 * Looks.
	 * @param examination the certificate it is about, and who is told what was found
	 */
	void examine(Examination examination);

}
