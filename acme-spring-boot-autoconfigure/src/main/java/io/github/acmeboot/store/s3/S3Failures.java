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

package io.github.acmeboot.store.s3;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Locale;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

import io.github.acmeboot.store.StoreException;
import io.github.acmeboot.store.StoreException.Trouble;

/**
 * Says what an exception of the S3 client means for the store.
 */
final class S3Failures {

	private S3Failures() {
	}

	/**
	 * Translates an exception.
	 * @param operation what could not be done
	 * @param ex the exception
	 * @return what to throw
	 */
	static StoreException translate(String operation, SdkException ex) {
		String unable = "Unable to " + operation + ": ";
		if (ex instanceof AwsServiceException refused) {
			Trouble trouble = trouble(refused);
			return new StoreException(trouble, unable + answer(refused) + ". " + remedy(refused, trouble), ex);
		}
		if (ex instanceof ApiCallTimeoutException || ex instanceof ApiCallAttemptTimeoutException || isSlow(ex)) {
			return new StoreException(Trouble.SLOW, unable + "the bucket's service does not answer in time.", ex);
		}
		if (hasCause(ex, IOException.class)) {
			return new StoreException(Trouble.UNREACHABLE,
					unable + "the bucket's service cannot be reached. Check its endpoint, and the network.", ex);
		}
		return new StoreException(Trouble.OTHER, unable + ex.getMessage(), ex);
	}

	/**
	 * Returns whether the bucket was read, but may not be written to.
	 * @param ex what a write ended with
	 * @return {@code true} if it was refused
	 */
	static boolean isRefused(SdkException ex) {
		return ex instanceof AwsServiceException refused && trouble(refused) == Trouble.DENIED;
	}

	/**
	 * Returns whether something is not there.
	 * @param ex the exception
	 * @return {@code true} if the object is missing, and not the bucket
	 */
	static boolean isMissing(SdkException ex) {
		return status(ex) == 404 && !code(ex).equals("NoSuchBucket");
	}

	/**
	 * Returns whether the condition of a write was not met, or another write was under
	 * way.
	 * @param ex the exception
	 * @return {@code true} if nothing was written by this attempt
	 */
	static boolean isConflict(SdkException ex) {
		return status(ex) == 412 || status(ex) == 409 || isMissing(ex);
	}

	private static Trouble trouble(AwsServiceException ex) {
		String code = code(ex).toLowerCase(Locale.ROOT);
		if (code.contains("quota") || code.contains("storagefull") || ex.statusCode() == 507) {
			return Trouble.FULL;
		}
		if (code.contains("readonly") || ex.statusCode() == 405) {
			return Trouble.READ_ONLY;
		}
		if (ex.statusCode() == 401 || ex.statusCode() == 403) {
			return Trouble.DENIED;
		}
		if (ex.isThrottlingException() || code.equals("slowdown") || ex.statusCode() == 504) {
			return Trouble.SLOW;
		}
		return (ex.statusCode() >= 500) ? Trouble.UNREACHABLE : Trouble.OTHER;
	}

	private static String remedy(AwsServiceException ex, Trouble trouble) {
		return switch (trouble) {
			case DENIED -> "Check the credentials of the S3 client, and that they allow s3:GetObject,"
					+ " s3:PutObject and s3:ListBucket.";
			case READ_ONLY -> "Allow s3:PutObject.";
			case FULL -> "Make room, or raise the quota.";
			case SLOW, UNREACHABLE -> "It will be tried again.";
			case OTHER -> code(ex).equals("NoSuchBucket") ? "Create the bucket, or correct 'acme.store.s3.bucket'."
					: "Check the bucket and its endpoint.";
		};
	}

	private static String answer(AwsServiceException ex) {
		return "the bucket's service answered " + ex.statusCode() + (code(ex).isEmpty() ? "" : " (" + code(ex) + ")");
	}

	private static int status(SdkException ex) {
		return (ex instanceof AwsServiceException refused) ? refused.statusCode() : 0;
	}

	private static String code(SdkException ex) {
		if (ex instanceof AwsServiceException refused && refused.awsErrorDetails() != null
				&& refused.awsErrorDetails().errorCode() != null) {
			return refused.awsErrorDetails().errorCode();
		}
		return "";
	}

	private static boolean isSlow(SdkException ex) {
		return hasCause(ex, SocketTimeoutException.class);
	}

	private static boolean hasCause(Throwable ex, Class<? extends Throwable> type) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return true;
			}
		}
		return false;
	}

}
