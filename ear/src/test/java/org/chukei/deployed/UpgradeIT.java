package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Homes as former releases left them, whole (src/test/homes/README.md): the relay of today starts
 * on them, keeps what was configured and delivers what was queued.
 */
class UpgradeIT {

  /** The recorded mail only grows older: the longest there is, ten years. */
  private static final Map<String, String> PATIENT =
      Map.of("CHUKEI_GIVE_UP_AFTER", "3650d", "CHUKEI_RETRY_SCHEDULE", "1s,2s");

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = "envelopes-1")
  void a_home_of_a_former_release_keeps_its_rules_and_delivers_its_mail(String recorded)
      throws Exception {
    Path home = directory.resolve("home");
    unpack(Path.of("src/test/homes", recorded + ".tar.gz"), home);
    try (NextHop hop = NextHop.open()) {
      Map<String, String> settings = new HashMap<>(PATIENT);
      settings.put("CHUKEI_DELIVERY_SMARTHOST", "127.0.0.1:" + hop.port());
      try (RunningRelay relay = RunningRelay.start(home, settings)) {
        whatWasQueuedIsDelivered(relay, hop);
        whatWasConfiguredIsInForce(relay, hop);
        assertThat(relay.stop()).isZero();
        relay.start();
        assertThat(relay.cli("queue", "list")).contains("0 of 0 messages");
      }
    }
  }

  private static void whatWasQueuedIsDelivered(RunningRelay relay, NextHop hop) throws IOException {
    assertThat(hop.awaitMessageTo("waits@example.net"))
        .satisfies(
            message -> {
              assertThat(message.sender()).isEqualTo("sender@example.com");
              assertThat(message.content())
                  .contains("X-Relay: PMail Server From sender@example.com\r\nSubject: waits\r\n")
                  .endsWith("\r\n\r\n.one dot, and \u00e4 octets\r\n");
            });
    assertThat(hop.awaitMessageTo("large@example.net").content().length()).isGreaterThan(700_000);
    assertThat(relay.maildir("example.jp", "info2")).singleElement().asString().contains("waits");
    assertThat(hop.messages()).noneMatch(m -> m.recipients().contains("held@example.net"));
    // By its id: a row of the first schema does not know whom it is for until it was tried again.
    String held = relay.cli("queue", "list", "--state", "held");
    Matcher id = Pattern.compile("(?m)^([0-9A-Z]{16}) .*<held@example.net>").matcher(held);
    assertThat(id.find()).as(held).isTrue();
    relay.cli("queue", "release", id.group(1));
    hop.awaitMessageTo("held@example.net");
  }

  private static void whatWasConfiguredIsInForce(RunningRelay relay, NextHop hop)
      throws IOException {
    try (Talk stranger = Talk.from("127.0.0.3", relay.mxPort())) {
      stranger.tell("MAIL FROM:<sender@example.com>");
      assertThat(stranger.ask("RCPT TO:<new@example.net>")).startsWith("550 5.7.1");
    }
    try (Talk permitted = Talk.from("127.0.0.2", relay.mxPort())) {
      permitted.envelope("sender@example.com", "new@example.net", "boss@example.jp");
      assertThat(permitted.content("Subject: new\r\n\r\n")).startsWith("250 ");
    }
    hop.awaitMessageTo("new@example.net");
    await("the alias")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(relay.maildir("example.jp", "info"))
                    .singleElement()
                    .asString()
                    .contains("Subject: new"));
    try (Talk user = Talk.from("127.0.0.1", relay.submissionPort())) {
      user.login("info@example.jp", "secret-1");
    }
  }

  private static void unpack(Path archive, Path home) throws IOException {
    Files.createDirectory(home);
    Process tar =
        new ProcessBuilder(
                "tar", "-xzf", archive.toAbsolutePath().toString(), "-C", home.toString())
            .inheritIO()
            .start();
    assertThat(Launcher.end(tar)).isZero();
  }
}
