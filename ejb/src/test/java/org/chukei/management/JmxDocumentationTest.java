package org.chukei.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of MXBeans in docs/jmx.md names what there is, and nothing else. */
class JmxDocumentationTest {

  private static final Path SOURCES = Path.of("src/main/java/org/chukei/management");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `org\\.chukei:type=(\\w+)` \\|([^|]*)\\|(.*)\\|$");
  private static final Pattern NAME = Pattern.compile("`(\\w+)[(`]");
  private static final Pattern CALL = Pattern.compile("`(\\w+)\\(");

  /** By the bean's type. */
  private static Map<String, Class<?>> beans() throws IOException {
    Map<String, Class<?>> beans = new TreeMap<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith("MXBean.java")) {
          String type = name.substring(0, name.length() - "MXBean.java".length());
          beans.put(type, type(type));
        }
      }
    }
    return beans;
  }

  private static Class<?> type(String bean) {
    try {
      return Class.forName("org.chukei.management." + bean + "MXBean");
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(Path.of("../docs/jmx.md")))
        .results()
        .collect(Collectors.toMap(row -> row.group(1), row -> row));
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(r -> r.group(1)).collect(Collectors.toSet());
  }

  @Test
  void each_bean_has_its_row() throws IOException {
    assertThat(beans()).containsKeys("Queue", "Users");
    assertThat(rows().keySet()).isEqualTo(beans().keySet());
  }

  @Test
  void each_attribute_and_each_operation_is_named_and_each_that_is_named_is_there()
      throws IOException {
    Map<String, MatchResult> rows = rows();
    for (Map.Entry<String, Class<?>> bean : beans().entrySet()) {
      Set<String> attributes = new TreeSet<>();
      Set<String> operations = new TreeSet<>();
      for (Method method : bean.getValue().getMethods()) {
        if (method.getName().startsWith("get") && method.getParameterCount() == 0) {
          attributes.add(method.getName().substring("get".length()));
        } else {
          operations.add(method.getName());
        }
      }
      MatchResult row = rows.get(bean.getKey());
      assertThat(found(NAME, row.group(2))).as(bean.getKey()).containsAll(attributes);
      assertThat(found(NAME, row.group(3))).as(bean.getKey()).containsAll(operations);
      assertThat(operations).as(bean.getKey()).containsAll(found(CALL, row.group(3)));
      assertThat(found(NAME, row.group(2)).stream().filter(n -> Character.isUpperCase(n.charAt(0))))
          .as(bean.getKey())
          .isSubsetOf(attributes);
    }
  }
}
