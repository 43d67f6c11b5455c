package io.github.acmeboot.fleet;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.io.TempDir;

/**
 * Other instances notice what is in a directory.
 */
class FileNoticeTests extends AbstractNoticeTests {

	@TempDir
	private Path directory;

	@Override
	SharedStore store() {
		return new FileStore(this.directory);
	}

	@Override
	Duration bound() {
		return Duration.ofSeconds(20);
	}

}
