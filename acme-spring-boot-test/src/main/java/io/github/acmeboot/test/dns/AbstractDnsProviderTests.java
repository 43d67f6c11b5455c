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

package io.github.acmeboot.test.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import io.github.acmeboot.challenge.dns.DnsProvider;
import io.github.acmeboot.challenge.dns.TxtRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/**
 * What every {@link DnsProvider} has to hold. Extend it to test a provider of your own,
 * against the service itself or a stand-in.
 */
public abstract class AbstractDnsProviderTests {

	private static final int THREADS = 6;

	private static final String ONE = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg";

	private static final String OTHER = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";

	/**
	 * Creates a provider.
	 * @return a provider that works; several in a test are those of several processes
	 */
	protected abstract DnsProvider createProvider();

	/**
	 * Returns the zone whose records the provider may change.
	 * @return the name of the zone
	 */
	protected abstract String zone();

	/**
	 * Returns what there is now, as somebody sees it who asks without a cache.
	 * @param name the name
	 * @return the TXT values of that name, in any order
	 */
	protected abstract List<String> values(String name);

	/**
	 * Adds a value that is not ours.
	 * @param name the name
	 * @param value the value
	 */
	protected abstract void addSomebodyElses(String name, String value);

	/**
	 * Returns whether the provider can remove values. One that cannot has to take what it
	 * is asked to remove without a failure.
	 * @return whether it can, {@code true} by default
	 */
	protected boolean canRemove() {
		return true;
	}

	/**
	 * Returns how many values a name can have at most.
	 * @return the number, many by default
	 */
	protected int maxValues() {
		return Integer.MAX_VALUE;
	}

	/**
	 * Returns the longest value the provider takes.
	 * @return the number of characters, 255 by default
	 */
	protected int maxLength() {
		return 255;
	}

	@Test
	void anAddedValueIsThere() {
		createProvider().add(txt(ONE));
		assertThat(values(name())).containsExactly(ONE);
	}

	@Test
	void twoValuesStandSideBySide() {
		DnsProvider provider = createProvider();
		provider.add(txt(ONE));
		provider.add(txt(OTHER));
		assertThat(values(name())).containsExactlyInAnyOrder(ONE, OTHER);
	}

	@Test
	void valuesOfProcessesStandSideBySide() {
		createProvider().add(txt(ONE));
		createProvider().add(txt(OTHER));
		assertThat(values(name())).containsExactlyInAnyOrder(ONE, OTHER);
	}

	@Test
	void aValueThatIsThereMayBeAddedAgain() {
		createProvider().add(txt(ONE));
		createProvider().add(txt(ONE));
		assertThat(values(name())).containsExactly(ONE);
	}

	@Test
	void valuesOfSomebodyElseStay() {
		assumeMoreThanTwoValues();
		addSomebodyElses(name(), "somebody else's");
		DnsProvider provider = createProvider();
		provider.add(txt(ONE));
		assertThat(values(name())).containsExactlyInAnyOrder("somebody else's", ONE);
		provider.remove(txt(ONE));
		assertThat(values(name())).contains("somebody else's");
	}

	@Test
	void exactlyTheOneValueIsRemoved() {
		DnsProvider provider = createProvider();
		provider.add(txt(ONE));
		provider.add(txt(OTHER));
		assertThatCode(() -> provider.remove(txt(ONE))).doesNotThrowAnyException();
		assertThat(values(name())).containsExactlyInAnyOrder(remainingBeside(ONE, OTHER));
	}

	@Test
	void theLastValueIsRemoved() {
		DnsProvider provider = createProvider();
		provider.add(txt(ONE));
		provider.remove(txt(ONE));
		assertThat(values(name())).containsExactlyInAnyOrder(remaining(ONE));
	}

	@Test
	void aValueIsRemovedByAnotherProcess() {
		createProvider().add(txt(ONE));
		createProvider().remove(txt(ONE));
		assertThat(values(name())).containsExactlyInAnyOrder(remaining(ONE));
	}

	@Test
	void whatIsNotThereMayBeRemoved() {
		DnsProvider provider = createProvider();
		assertThatCode(() -> provider.remove(txt(ONE))).doesNotThrowAnyException();
		provider.add(txt(OTHER));
		assertThatCode(() -> provider.remove(txt(ONE))).doesNotThrowAnyException();
		assertThat(values(name())).containsExactly(OTHER);
	}

	@Test
	void aValueThatWasRemovedMayBeAddedAgain() {
		DnsProvider provider = createProvider();
		provider.add(txt(ONE));
		provider.remove(txt(ONE));
		provider.remove(txt(ONE));
		provider.add(txt(ONE));
		assertThat(values(name())).containsExactly(ONE);
	}

	@Test
	void namesHaveNoCase() {
		DnsProvider provider = createProvider();
		provider.add(new TxtRecord("_ACME-Challenge.Www." + zone() + ".", ONE));
		assertThat(values(name())).containsExactly(ONE);
		provider.remove(txt(ONE));
		assertThat(values(name())).containsExactlyInAnyOrder(remaining(ONE));
	}

	@Test
	void valuesHaveCase() {
		assumeRemovable();
		DnsProvider provider = createProvider();
		provider.add(txt(ONE));
		provider.remove(txt(ONE.toLowerCase(Locale.ROOT)));
		assertThat(values(name())).containsExactly(ONE);
	}

	@Test
	void aNameOfTheZoneItselfMayHaveValues() {
		String apex = "_acme-challenge." + zone();
		DnsProvider provider = createProvider();
		provider.add(new TxtRecord(apex, ONE));
		assertThat(values(apex)).containsExactly(ONE);
	}

	@Test
	void theValuesOfOneNameAreNotThoseOfAnother() {
		assumeRemovable();
		String deeper = "_acme-challenge.a.b." + zone();
		DnsProvider provider = createProvider();
		provider.add(txt(ONE));
		provider.add(new TxtRecord(deeper, ONE));
		provider.remove(txt(ONE));
		assertThat(values(deeper)).containsExactly(ONE);
		assertThat(values(name())).isEmpty();
	}

	@Test
	void aLongValueIsWhole() {
		String value = IntStream.range(0, maxLength())
			.mapToObj((i) -> String.valueOf((char) ('a' + i % 26)))
			.reduce("", String::concat);
		createProvider().add(txt(value));
		assertThat(values(name())).containsExactly(value);
	}

	@Test
	void noneOfTheValuesThatThreadsAddAtOnceIsLost() throws Exception {
		DnsProvider provider = createProvider();
		List<String> values = valuesOfThreads();
		concurrently(values, (value) -> provider.add(txt(value)));
		assertThat(values(name())).containsExactlyInAnyOrderElementsOf(values);
	}

	@Test
	void threadsThatRemoveLeaveTheValuesOfThreadsThatAdd() throws Exception {
		assumeRemovable();
		DnsProvider provider = createProvider();
		List<String> former = valuesOfThreads();
		former.forEach((value) -> provider.add(txt(value)));
		List<String> added = former.stream().map((value) -> "new-" + value).toList();
		concurrently(former, (value) -> {
			provider.add(txt("new-" + value));
			provider.remove(txt(value));
		});
		assertThat(values(name())).containsExactlyInAnyOrderElementsOf(added);
	}

	private void assumeRemovable() {
		Assumptions.assumeTrue(canRemove(), "The provider cannot remove");
	}

	private void assumeMoreThanTwoValues() {
		Assumptions.assumeTrue(maxValues() > 2, "The provider keeps the newest values only");
	}

	private String[] remaining(String removed) {
		return canRemove() ? new String[0] : new String[] { removed };
	}

	private String[] remainingBeside(String removed, String other) {
		return canRemove() ? new String[] { other } : new String[] { removed, other };
	}

	private List<String> valuesOfThreads() {
		return IntStream.range(0, Math.min(THREADS, maxValues())).mapToObj((i) -> ONE.substring(1) + i).toList();
	}

	private String name() {
		return "_acme-challenge.www." + zone();
	}

	private TxtRecord txt(String value) {
		return new TxtRecord(name(), value);
	}

	private static void concurrently(List<String> values, Work work) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(values.size());
		CyclicBarrier start = new CyclicBarrier(values.size());
		try {
			List<Future<?>> futures = new ArrayList<>();
			for (String value : values) {
				futures.add(executor.submit(() -> {
					start.await();
					work.run(value);
					return null;
				}));
			}
			for (Future<?> future : futures) {
				future.get(2, TimeUnit.MINUTES);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	private interface Work {

		void run(String value);

	}

}
