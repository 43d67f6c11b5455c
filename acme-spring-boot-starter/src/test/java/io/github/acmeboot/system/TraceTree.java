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

package io.github.acmeboot.system;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * Spans of one trace, as a tree.
 *
 * @param spans the spans
 */
record TraceTree(List<Span> spans) {

	static List<TraceTree> issuances(List<Span> spans) {
		return spans.stream()
			.filter((span) -> span.getName().equals("acme issuance"))
			.sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
			.map(Span::getTraceId)
			.map((id) -> new TraceTree(spans.stream().filter((span) -> span.getTraceId().equals(id)).toList()))
			.toList();
	}

	Span root() {
		List<Span> roots = this.spans.stream().filter((span) -> span.getParentSpanId().isEmpty()).toList();
		if (roots.size() != 1) {
			throw new IllegalStateException("Not one root: " + roots);
		}
		return roots.get(0);
	}

	String id() {
		return hex(root().getTraceId());
	}

	List<Span> children(Span parent) {
		return this.spans.stream()
			.filter((span) -> span.getParentSpanId().equals(parent.getSpanId()))
			.sorted(Comparator.comparingLong(Span::getStartTimeUnixNano))
			.toList();
	}

	Span child(String name) {
		return children(root()).stream().filter((span) -> span.getName().equals(name)).findFirst().orElseThrow();
	}

	static Optional<String> attribute(Span span, String key) {
		return span.getAttributesList()
			.stream()
			.filter((attribute) -> attribute.getKey().equals(key))
			.map(KeyValue::getValue)
			.map((value) -> value.getStringValue())
			.findFirst();
	}

	private static String hex(ByteString id) {
		return HexFormat.of().formatHex(id.toByteArray());
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		print(root(), "", text);
		return text.toString();
	}

	private void print(Span span, String indent, StringBuilder text) {
		long offset = (span.getStartTimeUnixNano() - root().getStartTimeUnixNano()) / 1_000_000;
		long duration = (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1_000_000;
		text.append("%5d ms %5d ms  %s%s%n".formatted(offset, duration, indent, span.getName()));
		children(span).forEach((child) -> print(child, indent + "  ", text));
	}

}
