package io.github.acmeboot.fleet;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;

/**
 * Holders that are killed, on a directory.
 */
class FileKilledHolderTests extends AbstractKilledHolderTests {

	@TempDir
	private Path directory;

	@Override
	SharedStore store() {
		return new FileStore(this.directory);
	}

}
