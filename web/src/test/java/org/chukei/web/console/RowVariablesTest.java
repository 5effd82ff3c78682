package org.chukei.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A bean's name hides a table's variable of the same name, and only a table with rows shows it. */
class RowVariablesTest {

  private static final Pattern BEAN = Pattern.compile("@Named\\(\"(\\w+)\"\\)");
  private static final Pattern VARIABLE = Pattern.compile("\\bvar=\"(\\w+)\"");

  @Test
  void no_variable_of_a_page_is_called_as_a_bean_is() throws IOException {
    Set<String> beans = Set.copyOf(found(BEAN, "src/main/java", ".java"));
    List<String> variables = found(VARIABLE, "src/main/webapp", ".xhtml");
    assertThat(beans).contains("queue");
    assertThat(variables).contains("message").doesNotContainAnyElementsOf(beans);
  }

  private static List<String> found(Pattern pattern, String folder, String suffix)
      throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .flatMap(file -> pattern.matcher(read(file)).results())
          .map((MatchResult match) -> match.group(1))
          .collect(Collectors.toList());
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
