package org.chukei.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.chukei.connector.api.ScramParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeScramParametersTest {

  @TempDir Path home;

  @Test
  void they_look_like_an_accounts() {
    ScramParameters fake = new FakeScramParameters(home).of("nobody@example.jp");
    ScramParameters real = ScramKeys.of(Password.of("x")).parameters();
    assertThat(fake.iterations()).isEqualTo(real.iterations());
    assertThat(fake.salt()).hasSameSizeAs(real.salt()).isNotEqualTo(real.salt());
  }

  @Test
  void a_name_has_the_same_ones_each_time_and_after_a_restart() {
    FakeScramParameters fakes = new FakeScramParameters(home);
    ScramParameters first = fakes.of("nobody@example.jp");
    assertThat(fakes.of("Nobody@EXAMPLE.jp")).isEqualTo(first);
    assertThat(new FakeScramParameters(home).of("nobody@example.jp")).isEqualTo(first);
    assertThat(fakes.of("somebody@example.jp")).isNotEqualTo(first);
    assertThat(fakes.of("no address")).isNotEqualTo(first).isEqualTo(fakes.of("no address"));
  }

  @Test
  void another_node_with_another_secret_has_others_and_nobody_reads_it(@TempDir Path other)
      throws IOException {
    ScramParameters here = new FakeScramParameters(home).of("nobody@example.jp");
    assertThat(new FakeScramParameters(other).of("nobody@example.jp")).isNotEqualTo(here);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(home.resolve("scram-secret"))))
        .isEqualTo("rw-------");
  }

  @Test
  void a_secret_that_can_not_be_read_stops_nobody() throws IOException {
    Files.writeString(home.resolve("scram-secret"), "no base64");
    FakeScramParameters fakes = new FakeScramParameters(home);
    assertThat(fakes.of("nobody@example.jp")).isEqualTo(fakes.of("nobody@example.jp"));
  }
}
