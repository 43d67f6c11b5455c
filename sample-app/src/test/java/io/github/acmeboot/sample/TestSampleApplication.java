package io.github.acmeboot.sample;

import io.github.acmeboot.test.AcmeTestServerConfiguration;

import org.springframework.boot.SpringApplication;

/**
 * Runs the sample on a laptop: the CA is started inside the JVM, and its certificates live
 * two minutes.
 */
final class TestSampleApplication {

	private TestSampleApplication() {
	}

	public static void main(String[] args) {
		SpringApplication.from(SampleApplication::main)
			.with(AcmeTestServerConfiguration.class)
			.withAdditionalProfiles("dev")
			.run(args);
	}

}
