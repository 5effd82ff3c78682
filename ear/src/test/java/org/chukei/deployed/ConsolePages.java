package org.chukei.deployed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The pages of the console, as the sources have them: a new one is looked at without being told.
 */
final class ConsolePages {

  private static final Path SOURCES = Path.of("../web/src/main/webapp");

  private ConsolePages() {}

  /** {@code /index.xhtml} and all others, but for the login. */
  static List<String> all() {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(file -> "/" + file.getFileName())
          .filter(page -> page.endsWith(".xhtml") && !page.equals("/login.xhtml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
