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

package io.github.acmeboot.challenge.dns.rest;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

import org.jspecify.annotations.Nullable;

/**
 * Collects a body as text, and gives up on one that is too long.
 */
final class CappedBody implements BodySubscriber<String> {

	private static final int MAX_BYTES = 1024 * 1024;

	private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);

	private @Nullable Subscription subscription;

	private long received;

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		this.text.onSubscribe(subscription);
	}

	@Override
	public void onNext(List<ByteBuffer> buffers) {
		Subscription open = this.subscription;
		if (open == null) {
			return;
		}
		this.received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
		if (this.received <= MAX_BYTES) {
			this.text.onNext(buffers);
			return;
		}
		this.subscription = null;
		open.cancel();
		this.text.onError(new IOException("the answer has more than " + MAX_BYTES + " bytes"));
	}

	@Override
	public void onError(Throwable failure) {
		this.text.onError(failure);
	}

	@Override
	public void onComplete() {
		this.text.onComplete();
	}

	@Override
	public CompletionStage<String> getBody() {
		return this.text.getBody();
	}

}
