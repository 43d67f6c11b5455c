package io.github.acmeboot.fleet;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.awaitility.Awaitility;

import io.github.acmeboot.test.fault.Fault;
import io.github.acmeboot.test.http.ServerRequest;
import io.github.acmeboot.test.http.ServerResponse;

/**
 * An answer of the CA that does not reach its client yet.
 */
final class HeldAnswer implements Fault {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final CountDownLatch reached = new CountDownLatch(1);

	private final CountDownLatch released = new CountDownLatch(1);

	@Override
	public ServerResponse apply(ServerRequest request, Supplier<ServerResponse> processing) {
		ServerResponse response = processing.get();
		this.reached.countDown();
		try {
			this.released.await(PATIENCE.toSeconds() * 10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return response;
	}

	/**
	 * Waits until a client waits.
	 */
	void await() {
		Awaitility.await().atMost(PATIENCE).until(() -> this.reached.getCount() == 0);
	}

	void release() {
		this.released.countDown();
	}

}
