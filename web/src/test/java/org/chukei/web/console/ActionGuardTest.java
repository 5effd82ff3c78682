package org.chukei.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActionGuardTest {

  @Test
  void of_every_page_it_is_known_who_may_press_its_buttons() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/webapp"))) {
      List<String> pages =
          files
              .map(file -> "/" + file.getFileName())
              .filter(page -> page.endsWith(".xhtml"))
              .toList();
      assertThat(pages).contains("/index.xhtml").allMatch(ActionGuard::knows);
    }
  }

  @Test
  void a_page_that_nobody_has_thought_of_is_not_known() {
    assertThat(ActionGuard.knows("/new.xhtml")).isFalse();
  }
}
