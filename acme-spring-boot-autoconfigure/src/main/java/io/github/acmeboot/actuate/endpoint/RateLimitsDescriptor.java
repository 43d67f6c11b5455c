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

package io.github.acmeboot.actuate.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.github.acmeboot.issuer.ratelimit.RateLimitStatus;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Held;
import io.github.acmeboot.issuer.ratelimit.RateLimitStatus.Spent;

/**
 * Description of the limits of a CA, as far as all instances have counted and heard.
 *
 * @param limits what was spent, as we have counted
 * @param retryAfter what is waited with because the CA has said so
 * @param failuresInARow how often the validation of a name has failed since it last
 * succeeded
 */
public record RateLimitsDescriptor(List<LimitDescriptor> limits, List<HoldDescriptor> retryAfter,
		Map<String, Integer> failuresInARow) {

	static RateLimitsDescriptor of(RateLimitStatus status) {
		return new RateLimitsDescriptor(status.limits().stream().map(LimitDescriptor::of).toList(),
				status.retryAfter().stream().map(HoldDescriptor::of).toList(), new TreeMap<>(status.failuresInARow()));
	}

	/**
	 * Description of a limit.
	 *
	 * @param limit the last part of the name of its property
	 * @param size how many there are in what time
	 * @param names the names it is counted by
	 * @param spent how many were spent
	 * @param remaining how many are left
	 * @param next when the next one can be asked for, if that is not now
	 */
	public record LimitDescriptor(String limit, String size, @Nullable String names, int spent, int remaining,
			@Nullable Instant next) {

		static LimitDescriptor of(Spent spent) {
			return new LimitDescriptor(spent.limit().toString(), spent.size().toString(), spent.subject(),
					spent.spent(), spent.remaining(), spent.next());
		}

	}

	/**
	 * Description of what is waited with.
	 *
	 * @param what what is not asked for
	 * @param names the names it is not asked for
	 * @param since when the CA has said so
	 * @param until when it can be asked for
	 */
	public record HoldDescriptor(String what, @Nullable String names, Instant since, Instant until) {

		static HoldDescriptor of(Held held) {
			return new HoldDescriptor(held.what(), held.subject(), held.since(), held.until());
		}

	}

}
