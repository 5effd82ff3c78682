package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.chukei.deployed.Launcher.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whose the mail is that was delivered. */
@ExtendWith(SharedRelay.class)
class MaildirIT {

  private static final boolean IS_ROOT = System.getProperty("user.name").equals("root");

  /** Only root gives files away: to others, where it is root; else it stays whose it is. */
  static final String OWNER = IS_ROOT ? "mail:nogroup" : System.getProperty("user.name");

  @Test
  void delivered_mail_and_its_directories_are_given_to_the_owner(RunningRelay relay)
      throws IOException {
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      talk.envelope("owner@example.org", "info@example.jp");
      assertThat(talk.content("Subject: whose\r\n\r\nmine\r\n")).startsWith("250 ");
    }
    Path maildir = relay.home().resolve("mail/example.jp/info");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                relay.maildir("example.jp", "info").stream()
                    .anyMatch(mail -> mail.contains("Subject: whose")));
    assertThat(access(maildir)).isEqualTo("rwxr-x--- " + OWNER);
    assertThat(access(maildir.resolve("new"))).isEqualTo("rwxr-x--- " + OWNER);
    try (Stream<Path> files = Files.list(maildir.resolve("new"))) {
      assertThat(files.map(MaildirIT::access)).containsOnly("rw-r----- " + OWNER);
    }
  }

  private static String access(Path path) {
    try {
      PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
      String group = OWNER.contains(":") ? ":" + attributes.group().getName() : "";
      return PosixFilePermissions.toString(attributes.permissions())
          + " "
          + attributes.owner().getName()
          + group;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void an_owner_that_can_not_be_is_told_at_start(@TempDir Path home) throws IOException {
    Ran ran = new Launcher(home, Map.of("CHUKEI_MAILDIR_OWNER", "no-such-user:mail")).call("run");
    assertThat(ran.status()).isEqualTo(78);
    assertThat(ran.toString()).contains("CHUKEI_MAILDIR_OWNER", "no user or group no-such-user");
  }
}
