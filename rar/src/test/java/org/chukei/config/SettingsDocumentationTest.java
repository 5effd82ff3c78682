package org.chukei.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What an operator reads about the settings is what the server reads. */
class SettingsDocumentationTest {

  private static final Path CONFIG = Path.of("..", "config");

  @Test
  void the_table_in_settings_md_lists_every_setting_with_its_default_and_meaning()
      throws IOException {
    List<String> table =
        Files.readAllLines(CONFIG.resolve("settings.md")).stream()
            .filter(line -> line.matches("\\| `CHUKEI_\\w+` \\| `chukei.*"))
            .toList();

    assertThat(table).containsExactlyElementsOf(rows());
  }

  @Test
  void the_example_file_holds_every_setting_commented_out_with_its_default() throws IOException {
    Path example = CONFIG.resolve("chukei.properties.example");
    List<String> lines = Files.readAllLines(example);

    for (Setting setting : Setting.values()) {
      if (setting != Setting.HOME) {
        assertThat(lines).contains("#" + setting.property() + "=" + setting.defaultValue());
      }
    }
    Properties inForce = new Properties();
    try (Reader reader = Files.newBufferedReader(example)) {
      inForce.load(reader);
    }
    assertThat(inForce).isEmpty();
  }

  private static List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (Setting setting : Setting.values()) {
      String shown = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`";
      rows.add(
          "| `%s` | `%s` | %s | %s |"
              .formatted(setting.variable(), setting.property(), shown, setting.meaning()));
    }
    return rows;
  }
}
