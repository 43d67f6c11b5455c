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

package io.github.acmeboot.actuate.endpoint.page;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.acmeboot.doctor.Diagnosis;
import io.github.acmeboot.doctor.Finding;
import io.github.acmeboot.doctor.Finding.Outcome;

/**
 * What the doctor has found last: what failed in sight, the rest folded up.
 *
 * @param diagnosis what was found
 * @param instants the present
 */
record DiagnosisSection(Diagnosis diagnosis, Instants instants) {

	private static final Map<Outcome, Mark> MARKS = new EnumMap<>(
			Map.of(Outcome.FAIL, new Mark("Fail", "×", "bad"), Outcome.WARN, new Mark("Warn", "!", "warn"),
					Outcome.PASS, new Mark("Pass", "✓", "good"), Outcome.SKIPPED, new Mark("Skipped", "–", "idle")));

	Element draw() {
		Element section = Element.of("section", "doctor")
			.add(new Element("h4").text("What the doctor found"),
					Element.of("p", "aside")
						.text("Looked at ")
						.add(this.instants.show(this.diagnosis.at()))
						.text(", for " + this.diagnosis.duration().toMillis() + " ms."));
		List<Finding> wrong = new ArrayList<>(this.diagnosis.findings(Outcome.FAIL));
		wrong.addAll(this.diagnosis.findings(Outcome.WARN));
		List<Finding> rest = new ArrayList<>(this.diagnosis.findings(Outcome.PASS));
		rest.addAll(this.diagnosis.findings(Outcome.SKIPPED));
		if (!wrong.isEmpty()) {
			section.add(list(wrong));
		}
		return rest.isEmpty() ? section : section
			.add(new Element("details").add(new Element("summary").text(summary(wrong.isEmpty())), list(rest)));
	}

	private String summary(boolean nothingWrong) {
		String counts = List.of(Outcome.PASS, Outcome.SKIPPED)
			.stream()
			.filter((outcome) -> !this.diagnosis.findings(outcome).isEmpty())
			.map((outcome) -> this.diagnosis.findings(outcome).size() + " " + outcome)
			.collect(Collectors.joining(", "));
		return nothingWrong ? "Nothing is wrong: " + counts : counts;
	}

	private static Element list(List<Finding> findings) {
		return Element.of("ul", "findings").addAll(findings.stream().map(DiagnosisSection::line).toList());
	}

	private static Element line(Finding finding) {
		Mark mark = MARKS.getOrDefault(finding.outcome(), new Mark(finding.outcome().toString(), "", "idle"));
		Element text = new Element("div").add(new Element("strong").text(finding.check() + " " + finding.subject()),
				Instants.prose("p", finding.seen()));
		if (finding.remedy() != null) {
			text.add(Instants.prose("p", finding.remedy()));
		}
		return new Element("li").add(mark.badge(), text);
	}

	/**
	 * Shows an outcome.
	 *
	 * @param word its word
	 * @param symbol its symbol
	 * @param style its class
	 */
	private record Mark(String word, String symbol, String style) {

		Element badge() {
			return Element.of("span", "badge " + this.style)
				.add(Element.of("span", "symbol").with("aria-hidden", "true").text(this.symbol))
				.text(this.word);
		}

	}

}
