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

package io.github.acmeboot.issuer.protocol;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

import org.jspecify.annotations.Nullable;

/**
 * Collects a body, but no more than so many bytes of it.
 */
final class CappedBody implements BodySubscriber<byte[]> {

	private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();

	private final int limit;

	private long received;

	private Flow.@Nullable Subscription subscription;

	CappedBody(int limit) {
		this.limit = limit;
	}

	@Override
	public void onSubscribe(Flow.Subscription subscription) {
		this.subscription = subscription;
		this.bytes.onSubscribe(subscription);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		this.received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
		if (this.received <= this.limit) {
			this.bytes.onNext(buffers);
		}
		else if (this.subscription != null) {
			this.subscription.cancel();
			this.subscription = null;
			this.bytes.onError(new IOException("The answer has more than " + this.limit + " bytes"));
		}
	}

	@Override
	public void onError(Throwable failure) {
		this.bytes.onError(failure);
	}

	@Override
	public void onComplete() {
		this.bytes.onComplete();
	}

	@Override
	public CompletionStage<byte[]> getBody() {
		return this.bytes.getBody();
	}

}
