package org.chukei.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.chukei.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTokenTest {

  @TempDir Path home;

  private ApiToken token() {
    return new ApiToken(
        Settings.of(Map.of("CHUKEI_HOME", home.resolve("made").toString()), Map.of(), Map.of()));
  }

  private Path file() {
    return home.resolve("made/api.token");
  }

  @Test
  void is_made_once_with_256_bits_for_the_owner_only() throws Exception {
    token().ensure();
    String text = Files.readString(file());
    assertThat(text.trim()).matches("[A-Za-z0-9_-]{43}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    token().ensure();
    assertThat(file()).hasContent(text);
  }

  @Test
  void only_the_whole_token_matches() throws Exception {
    assertThat(token().matches("")).as("no file, no access").isFalse();
    token().ensure();
    String text = Files.readString(file()).trim();
    assertThat(token().matches(text)).isTrue();
    assertThat(token().matches(text.substring(1))).isFalse();
    assertThat(token().matches("")).isFalse();
  }

  @Test
  void an_emptied_file_opens_nothing_and_is_replaced_at_start() throws Exception {
    token().ensure();
    Files.writeString(file(), "\n");
    assertThat(token().matches("")).isFalse();
    token().ensure();
    assertThat(Files.readString(file())).hasSizeGreaterThan(40);
  }

  @Test
  void a_file_that_others_can_read_is_closed_and_kept() throws Exception {
    token().ensure();
    String text = Files.readString(file());
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    token().ensure();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(file()).hasContent(text);
  }
}
