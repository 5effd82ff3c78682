package org.chukei.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/rfc-index.md and the code say the same. */
class RfcIndexTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW =
      Pattern.compile("\\| (\\d+) \\|[^|]*\\| (yes|partial|no)[^|]*\\|([^|]*)\\|");
  private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w+)`");
  private static final Pattern MENTION = Pattern.compile("RFC (\\d{3,5})");

  private final List<Matcher> rows = rows();

  private static List<Matcher> rows() {
    try {
      return Files.readAllLines(ROOT.resolve("docs/rfc-index.md")).stream()
          .map(ROW::matcher)
          .filter(Matcher::matches)
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> found;
    try (Stream<Path> modules = Stream.of("rar", "ejb", "web", "cli").map(ROOT::resolve)) {
      found =
          modules
              .map(module -> module.resolve("src/main/java"))
              .flatMap(
                  folder -> {
                    try {
                      return Files.walk(folder);
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  })
              .filter(path -> path.toString().endsWith(".java"))
              .toList();
    }
    assertThat(found).hasSizeGreaterThan(100);
    return found;
  }

  @Test
  void every_class_that_the_index_names_exists() throws IOException {
    Set<String> classes =
        sources().stream()
            .map(path -> path.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());
    Set<String> named = new TreeSet<>();
    rows.forEach(row -> CLASS.matcher(row.group(3)).results().forEach(m -> named.add(m.group(1))));
    assertThat(named).isNotEmpty().isSubsetOf(classes);
  }

  @Test
  void every_rfc_that_the_code_names_is_in_the_index() throws IOException {
    Set<String> indexed = rows.stream().map(row -> row.group(1)).collect(Collectors.toSet());
    Set<String> mentioned = new TreeSet<>();
    for (Path source : sources()) {
      MENTION.matcher(Files.readString(source)).results().forEach(m -> mentioned.add(m.group(1)));
    }
    assertThat(mentioned).isNotEmpty().isSubsetOf(indexed);
  }

  @Test
  void the_rows_are_read() {
    assertThat(rows).hasSizeGreaterThan(20);
  }
}
