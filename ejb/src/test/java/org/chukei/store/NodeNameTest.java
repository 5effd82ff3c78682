package org.chukei.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.chukei.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeNameTest {

  @TempDir Path home;

  @Test
  void a_node_without_a_name_makes_one_and_keeps_it() throws Exception {
    NodeName name = NodeName.of(settings(Map.of()));
    assertThat(name.text()).matches("node-[0-9a-f]{8}");
    assertThat(NodeName.of(settings(Map.of()))).isEqualTo(name);
    assertThat(home.resolve("node")).hasContent(name.text());
  }

  @Test
  void a_name_in_the_settings_goes_first_and_is_not_kept() throws Exception {
    assertThat(NodeName.of(settings(Map.of("chukei.node", "tokyo-1"))).text()).isEqualTo("tokyo-1");
    assertThat(Files.exists(home.resolve("node"))).isFalse();
  }

  private Settings settings(Map<String, String> file) {
    return Settings.of(Map.of(), Map.of("chukei.home", home.toString()), file);
  }
}
