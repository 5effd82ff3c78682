package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Aliases and groups with members elsewhere. */
@ExtendWith(SharedRelay.class)
class ForwardIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunningRelay relay;
  private final NextHop hop;

  ForwardIT(RunningRelay relay, NextHop hop) {
    this.relay = relay;
    this.hop = hop;
  }

  @BeforeEach
  void furnish() throws IOException {
    relay.cli(
        "account",
        "alias",
        "ADD",
        "info@example.jp",
        "boss@example.jp",
        "--to",
        "Boss@away.example");
    relay.cli(
        "group",
        "add",
        "club@example.jp",
        "info2@example.jp",
        "friend@away.example",
        "--owner",
        "info@example.jp");
  }

  @AfterEach
  void remove() throws IOException {
    relay.cli("account", "alias", "REMOVE", "info@example.jp", "boss@example.jp");
    relay.cli("group", "remove", "club@example.jp");
  }

  /** As any other server: no login, no permit. */
  private void send(String content, String... recipients) throws IOException {
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      talk.envelope("stranger@example.org", recipients);
      assertThat(talk.content(content)).startsWith("250 ");
    }
  }

  private void awaitLog(String... words) {
    await("a line of the mail log with " + List.of(words))
        .atMost(PATIENCE)
        .until(
            () ->
                Files.readAllLines(relay.home().resolve("log/mail.log")).stream()
                    .anyMatch(line -> Stream.of(words).allMatch(line::contains)));
  }

  @Test
  void a_strangers_mail_for_an_alias_leaves_for_where_it_leads() throws IOException {
    send("Subject: to the boss\r\n\r\nhello\r\n", "boss@example.jp");
    NextHop.Message passed = hop.awaitMessageTo("Boss@away.example");
    assertThat(passed.sender()).isEqualTo("stranger@example.org");
    assertThat(passed.content())
        .startsWith("Delivered-To: boss@example.jp\r\nReceived: from ")
        .endsWith("Subject: to the boss\r\n\r\nhello\r\n");
    awaitLog("to=<boss@example.jp>", "relay=<local>", "status=sent", "forwarded as ");
    awaitLog("event=forwarded", "from=<stranger@example.org>", "nrcpt=1");
    assertThat(relay.cli("account", "list")).contains("boss@example.jp→Boss@away.example");
    assertThat(relay.cli("transport", "test", "boss@example.jp"))
        .contains("passed on to Boss@away.example");
  }

  @Test
  void of_a_group_members_here_have_it_in_their_maildir_and_those_elsewhere_get_it()
      throws IOException {
    send("Subject: to the club\r\n\r\nhello\r\n", "club@example.jp");
    assertThat(hop.awaitMessageTo("friend@away.example").content())
        .contains("Subject: to the club");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                relay.maildir("example.jp", "info2").stream()
                    .anyMatch(mail -> mail.contains("Subject: to the club")));
  }

  @Test
  void what_comes_back_goes_to_its_sender_and_not_round_again() throws IOException {
    send(
        "Delivered-To: club@example.jp\r\nSubject: round again\r\n\r\nhello\r\n",
        "club@example.jp");
    awaitLog("to=<club@example.jp>", "dsn=5.4.6", "status=bounced", "came back to it");
    assertThat(relay.maildir("example.jp", "info2")).noneMatch(m -> m.contains("round again"));
  }
}
