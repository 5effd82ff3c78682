package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A relay is stopped, and starts again on what it left behind. */
class RestartIT {

  private NextHop hop;
  private RunningRelay relay;

  @BeforeEach
  void start() throws IOException {
    hop = NextHop.open();
    relay =
        RunningRelay.start(
            Map.of(
                "CHUKEI_DELIVERY_SMARTHOST",
                "127.0.0.1:" + hop.port(),
                "CHUKEI_RETRY_SCHEDULE",
                "1s,2s"));
  }

  @AfterEach
  void end() throws IOException {
    relay.close();
    hop.close();
  }

  @Test
  void a_stop_is_clean_and_a_second_start_finds_everything() throws IOException {
    the_first_start_tells_the_one_time_password();
    postmaster_is_accepted_on_a_fresh_server();
    SharedRelay.furnish(relay);
    relay.cli("connection", "add", "UNCONDITIONAL", "127.0.0.1");
    relay.cli("permit", "add", "127.0.0.1");
    hop.goAway();
    submit("waits@example.net");

    assertThat(relay.stop()).isZero();
    assertThat(relay.said()).endsWith("stopping…\nstopped\n");
    assertThat(relay.home().resolve("chukei.pid")).doesNotExist();
    assertThat(relay.launcher().call("status").status()).isEqualTo(3);

    hop.comeBack();
    relay.start();

    hop.awaitMessageTo("waits@example.net");
    assertThat(relay.cli("domain", "list")).contains("example.jp");
    assertThat(relay.cli("account", "list")).contains("info@example.jp");
    assertThat(relay.cli("connection", "list")).contains("UNCONDITIONAL");
    assertThat(relay.cli("permit", "show")).contains("127.0.0.1");
    submit("after-restart@example.net");
    hop.awaitMessageTo("after-restart@example.net");
  }

  private void postmaster_is_accepted_on_a_fresh_server() throws IOException {
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      talk.envelope("someone@example.com", "postmaster");
      assertThat(talk.content("Subject: for the postmaster\r\n\r\n")).startsWith("250 ");
    }
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(relay.home().resolve("mail"))
                    .isDirectoryRecursivelyContaining(RestartIT::isForThePostmaster));
  }

  private static boolean isForThePostmaster(Path file) {
    try {
      return Files.isRegularFile(file)
          && Files.readString(file).contains("Subject: for the postmaster");
    } catch (IOException e) {
      // It moves from tmp to new.
      return false;
    }
  }

  private void the_first_start_tells_the_one_time_password() throws IOException {
    Path password = relay.home().resolve("admin-password");
    assertThat(relay.said()).contains(Files.readString(password).trim());
    for (String secret : new String[] {"admin-password", "api.token"}) {
      assertThat(Files.getPosixFilePermissions(relay.home().resolve(secret)))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
  }

  private void submit(String recipient) throws IOException {
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      talk.envelope("sender@example.com", recipient);
      assertThat(talk.content("Subject: " + recipient + "\r\n\r\n")).startsWith("250 ");
    }
  }
}
