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

package io.github.acmeboot.renewal.order;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets a few orders be under way at once. Who does not get a slot is woken, in turn, when
 * one is free.
 */
public final class OrderSlots {

	private final Map<String, Runnable> waiting = new LinkedHashMap<>();

	private int free;

	/**
	 * Creates slots.
	 * @param slots how many orders may be under way
	 */
	public OrderSlots(int slots) {
		this.free = slots;
	}

	/**
	 * Takes a slot if one is free.
	 * @param name the name of the certificate
	 * @param whenFree what to do when another one gives its slot back
	 * @return whether there was a free slot
	 */
	public synchronized boolean take(String name, Runnable whenFree) {
		if (this.free == 0) {
			this.waiting.putIfAbsent(name, whenFree);
			return false;
		}
		this.waiting.remove(name);
		this.free--;
		return true;
	}

	/**
	 * Gives a slot back, and wakes who waits for one.
	 */
	public void giveBack() {
		next().run();
	}

	private synchronized Runnable next() {
		this.free++;
		Iterator<Runnable> first = this.waiting.values().iterator();
		if (!first.hasNext()) {
			return () -> {
			};
		}
		Runnable next = first.next();
		first.remove();
		return next;
	}

}
