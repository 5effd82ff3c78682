package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpooledContentTest {

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4_096, 4_097, 65_536, 65_537, 300_000})
  void what_was_written_is_read_more_than_once(int size) throws IOException {
    byte[] octets = new byte[size];
    new Random(size).nextBytes(octets);
    SpooledContent content = new SpooledContent(ScratchDirectory.in(home));
    for (int at = 0; at < size; at += 1_000) {
      content.write(octets, at, Math.min(size, at + 1_000));
    }
    content.complete(Optional.of("1@example.com"));

    assertThat(content.size()).isEqualTo(size);
    for (int i = 0; i < 2; i++) {
      try (InputStream in = content.open()) {
        assertThat(in.readAllBytes()).isEqualTo(octets);
      }
    }
    assertThat(home.resolve("tmp").toFile().list()).hasSize(size > 65_536 ? 1 : 0);
    content.dispose();
    content.dispose();
    assertThat(home.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void what_a_crash_left_is_deleted_at_the_next_start() throws IOException {
    ScratchDirectory.in(home);
    Files.writeString(home.resolve("tmp/content-7"), "left");
    Files.writeString(home.resolve("tmp/other"), "not ours");
    ScratchDirectory.in(home);
    assertThat(home.resolve("tmp").toFile().list()).containsExactly("other");
  }

  @Test
  void trouble_with_the_disk_is_an_exception_and_no_loss_of_what_is_in_memory() throws IOException {
    SpooledContent content = new SpooledContent(ScratchDirectory.in(home));
    Files.delete(home.resolve("tmp"));
    content.write(new byte[65_536], 0, 65_536);
    assertThatThrownBy(() -> content.write(new byte[1], 0, 1)).isInstanceOf(IOException.class);
  }
}
