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

package io.github.acmeboot;

import java.security.Provider;
import java.security.Security;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the house together: who may import whom, and where each technology lives.
 */
class ArchitectureTests {

	private static final String WORDS = "io.github.acmeboot";

	private static final int MAX_TYPES_PER_PACKAGE = 16;

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.withImportOption((location) -> !location.contains("/testsupport/"))
		.importPackages(WORDS);

	/**
	 * What each package may import of ours, beside the words and its own sub-packages.
	 */
	private static final Map<String, List<String>> ALLOWED = new TreeMap<>(Map.ofEntries(Map.entry("store", List.of()),
			Map.entry("lock", List.of()), Map.entry("challenge", List.of("store", "store.repository")),
			Map.entry("issuer", List.of("challenge", "store", "store.ledger", "store.repository")),
			Map.entry("tls", List.of("store", "store.repository")),
			Map.entry("renewal",
					List.of("issuer", "issuer.clock", "issuer.progress", "issuer.ratelimit", "store",
							"store.repository", "store.sealing", "store.status", "lock")),
			Map.entry("store.file", List.of("store", "store.codec", "store.repository", "store.sealing", "lock")),
			Map.entry("store.jdbc", List.of("store", "store.codec", "lock")),
			Map.entry("store.memory", List.of("store", "lock")), Map.entry("store.redis", List.of("store", "lock")),
			Map.entry("store.s3", List.of("store", "store.codec", "lock")),
			Map.entry("lock.shedlock", List.of("lock", "store", "store.codec")),
			Map.entry("challenge.http", List.of("challenge", "store.repository")),
			Map.entry("challenge.tlsalpn", List.of("challenge", "store.repository")),
			Map.entry("challenge.dns", List.of("challenge", "challenge.dns.lookup", "store", "store.dns")),
			Map.entry("challenge.dns.lookup", List.of()),
			Map.entry("challenge.dns.acmedns", List.of("challenge.dns", "challenge.dns.rest", "store.codec")),
			Map.entry("challenge.dns.cloudflare",
					List.of("challenge.dns", "challenge.dns.rest", "challenge.dns.zone", "store.codec")),
			Map.entry("challenge.dns.rest", List.of("challenge.dns", "store.codec")),
			Map.entry("challenge.dns.rfc2136", List.of("challenge.dns", "challenge.dns.lookup")),
			Map.entry("challenge.dns.route53", List.of("challenge.dns", "challenge.dns.zone")),
			Map.entry("challenge.dns.zone", List.of("challenge.dns")),
			Map.entry("challenge.dns.webhook", List.of("challenge.dns", "challenge.dns.rest", "store.codec")),
			Map.entry("web.tomcat", List.of("tls", "challenge")), Map.entry("doctor", List.of("renewal.order")),
			Map.entry("doctor.store", List.of("doctor", "lock", "store", "store.repository")),
			Map.entry("doctor.directory",
					List.of("doctor", "issuer", "issuer.clock", "issuer.directory", "issuer.progress",
							"issuer.ratelimit", "store.repository")),
			Map.entry("doctor.dns",
					List.of("challenge.dns.lookup", "doctor", "doctor.directory", "doctor.reach", "issuer",
							"issuer.directory")),
			Map.entry("doctor.reach", List.of("doctor", "challenge", "store", "store.repository")),
			Map.entry("health", List.of("renewal", "issuer.clock")),
			Map.entry("metrics", List.of("renewal", "issuer", "issuer.clock")),
			Map.entry("observation", List.of("issuer.progress")),
			Map.entry("actuate.endpoint",
					List.of("actuate.endpoint.doctor", "actuate.endpoint.page", "actuate.endpoint.plan",
							"challenge.dns", "doctor", "renewal", "renewal.forecast", "renewal.housekeeping", "issuer",
							"issuer.clock", "issuer.ratelimit", "store.sealing"))));

	/**
	 * The only packages that may know a technology.
	 */
	private static final Map<String, List<String>> TECHNOLOGIES = new TreeMap<>(
			Map.ofEntries(Map.entry("org.shredzone..", List.of("issuer")), Map.entry("org.jose4j..", List.of("issuer")),
					Map.entry("io.github.resilience4j..", List.of("renewal")),
					Map.entry("org.apache.catalina..", List.of("web.tomcat")),
					Map.entry("org.apache.tomcat..", List.of("web.tomcat")),
					Map.entry("org.apache.coyote..", List.of("web.tomcat")),
					Map.entry("io.micrometer..", List.of("metrics", "observation")),
					Map.entry("org.springframework.boot.health..", List.of("health")),
					Map.entry("org.springframework.boot.actuate..", List.of("actuate.endpoint")),
					Map.entry("org.springframework.data..", List.of("store.redis")),
					Map.entry("io.lettuce..", List.of("store.redis")),
					Map.entry("org.springframework.jdbc..", List.of("store.jdbc")),
					Map.entry("java.sql..", List.of("store.jdbc")),
					Map.entry("software.amazon.awssdk.services.s3..", List.of("store.s3")),
					Map.entry("software.amazon.awssdk.services.route53..", List.of("challenge.dns.route53")),
					Map.entry("org.xbill..", List.of("challenge.dns")),
					Map.entry("net.javacrumbs..", List.of("lock.shedlock"))));

	@Test
	void theWordsImportNoneOfOurs() {
		holds(ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(WORDS)
			.should()
			.dependOnClassesThat(
					resideIn("anything below the words", (type) -> type.getPackageName().startsWith(WORDS + "."))));
	}

	@Test
	void noPackagesFormACycle() {
		holds(SlicesRuleDefinition.slices().matching(WORDS + ".(**)").should().beFreeOfCycles());
	}

	@TestFactory
	Stream<DynamicTest> eachPackageImportsOnlyWhatItMay() {
		return ALLOWED.entrySet()
			.stream()
			.map((entry) -> DynamicTest.dynamicTest(entry.getKey(),
					() -> importsOnly(entry.getKey(), entry.getValue())));
	}

	@Test
	void everyPackageHasItsPlace() {
		List<String> places = new ArrayList<>(ALLOWED.keySet());
		places.add("autoconfigure");
		List<String> homeless = packages().map(JavaPackage::getName)
			.filter((name) -> !name.equals(WORDS))
			.map((name) -> name.substring(WORDS.length() + 1))
			.filter((name) -> places.stream().noneMatch((place) -> name.equals(place) || name.startsWith(place + ".")))
			.toList();
		assertThat(homeless).isEmpty();
	}

	@Test
	void onlyWiringKnowsTheSwitch() {
		holds(ArchRuleDefinition.noClasses()
			.that()
			.resideOutsideOfPackage(WORDS + ".autoconfigure..")
			.and()
			.areNotAnnotatedWith(AutoConfiguration.class)
			.and(isNotPartOfAnAutoConfiguration())
			.should()
			.dependOnClassesThat()
			.resideInAPackage(WORDS + ".autoconfigure.."));
	}

	@TestFactory
	Stream<DynamicTest> eachTechnologyLivesInOnePlace() {
		return TECHNOLOGIES.entrySet()
			.stream()
			.map((entry) -> DynamicTest.dynamicTest(entry.getKey(),
					() -> holds(ArchRuleDefinition.noClasses()
						.that()
						.resideOutsideOfPackages(homes(entry.getValue()))
						.should()
						.dependOnClassesThat()
						.resideInAPackage(entry.getKey()))));
	}

	@Test
	void autoConfigurationsArePublicAndFinal() {
		holds(ArchRuleDefinition.classes()
			.that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration"));
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(packages().filter((type) -> !type.isAnnotatedWith(NullMarked.class)).map(JavaPackage::getName))
			.isEmpty();
	}

	@Test
	void packagesStaySmall() {
		assertThat(packages().filter((type) -> topLevelTypes(type) > MAX_TYPES_PER_PACKAGE).map(JavaPackage::getName))
			.isEmpty();
	}

	@Test
	void timeComesFromAClockAndNobodySleeps() {
		holds(ArchRuleDefinition.noClasses()
			.should()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(Thread.class, "sleep", long.class));
	}

	@Test
	void theSecurityOfTheJvmIsLeftAlone() {
		holds(ArchRuleDefinition.noClasses()
			.should()
			.callMethod(SSLContext.class, "setDefault", SSLContext.class)
			.orShould()
			.callMethod(Security.class, "addProvider", Provider.class)
			.orShould()
			.callMethod(Security.class, "insertProviderAt", Provider.class, int.class));
	}

	private static String[] homes(List<String> places) {
		return places.stream().map((place) -> WORDS + "." + place + "..").toArray(String[]::new);
	}

	private static void importsOnly(String place, List<String> allowed) {
		holds(ArchRuleDefinition.noClasses()
			.that()
			.resideInAPackage(WORDS + "." + place)
			.should()
			.dependOnClassesThat(resideIn("packages other than " + allowed, (type) -> isOurs(type)
					&& !isWithin(type, place) && !isWiring(type)
					&& allowed.stream().noneMatch((other) -> type.getPackageName().equals(WORDS + "." + other)))));
	}

	private static boolean isOurs(JavaClass type) {
		return type.getPackageName().startsWith(WORDS + ".");
	}

	private static boolean isWithin(JavaClass type, String place) {
		return type.getPackageName().equals(WORDS + "." + place)
				|| (isCore(place) && type.getPackageName().startsWith(WORDS + "." + place + ".")
						&& !ALLOWED.containsKey(type.getPackageName().substring(WORDS.length() + 1)));
	}

	private static boolean isCore(String place) {
		return !place.contains(".");
	}

	private static boolean isWiring(JavaClass type) {
		return type.getPackageName().equals(WORDS + ".autoconfigure");
	}

	private static DescribedPredicate<JavaClass> isNotPartOfAnAutoConfiguration() {
		return resideIn("outside of an auto-configuration",
				(type) -> type.getEnclosingClass()
					.map((enclosing) -> !enclosing.isAnnotatedWith(AutoConfiguration.class))
					.orElse(true));
	}

	private static long topLevelTypes(JavaPackage type) {
		return CLASSES.stream()
			.filter((candidate) -> candidate.getPackageName().equals(type.getName()))
			.filter(JavaClass::isTopLevelClass)
			.filter((candidate) -> !candidate.getSimpleName().equals("package-info"))
			.count();
	}

	private static Stream<JavaPackage> packages() {
		return CLASSES.stream().map(JavaClass::getPackage).distinct().filter((type) -> topLevelTypes(type) > 0);
	}

	private static DescribedPredicate<JavaClass> resideIn(String description, Predicate<JavaClass> predicate) {
		return DescribedPredicate.describe(description, predicate);
	}

	private static void holds(ArchRule rule) {
		rule.allowEmptyShould(true).check(CLASSES);
	}

}
