package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A relay whose database is another process, which goes away and comes back under load. It also
 * tells senders early that their mail waits.
 */
class DatabaseAwayIT {

  private static final int CLIENTS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static PostgresRelay world;
  private static PrivatePostgres postgres;
  private static NextHop hop;
  private static RunningRelay relay;

  @BeforeAll
  static void start() throws IOException {
    world = PostgresRelay.start(Map.of("CHUKEI_DELAY_WARNING", "3s"));
    postgres = world.postgres();
    hop = world.hop();
    relay = world.relay();
  }

  @AfterAll
  static void end() throws IOException {
    world.close();
  }

  @Test
  void while_the_database_is_away_mail_is_accepted_and_delivered_and_what_waits_waits_in_the_store()
      throws Exception {
    try (Traffic traffic = new Traffic(relay, hop)) {
      traffic.begin(CLIENTS);
      traffic.awaitMore(200);

      postgres.goAway();
      // Those that need a row now, and can't have one.
      try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
        for (int i = 0; i < 20; i++) {
          String recipient = "waits" + i + "@example.net";
          hop.onRcpt(recipient, "451 4.2.1 later", "451 4.2.1 later");
          talk.envelope(Traffic.SENDER, recipient);
          assertThat(talk.content("Subject: waits\r\n\r\n")).startsWith("250 ");
        }
      }
      Set<String> before = traffic.acknowledged();
      traffic.awaitMore(500);
      await("first deliveries without a database")
          .atMost(PATIENCE)
          .until(
              () ->
                  hop.answeredFor().stream()
                          .filter(recipient -> recipient.startsWith("m"))
                          .filter(recipient -> !before.contains(recipient))
                          .count()
                      >= 500);
      assertThat(relay.launcher().call("queue", "list").status()).as("it is away").isNotZero();

      postgres.comeBack();
      traffic.awaitMore(200);
      traffic.end();
      traffic.awaitAllAnsweredFor();
    }
    for (int i = 0; i < 20; i++) {
      hop.awaitMessageTo("waits" + i + "@example.net");
    }
    await("the queue to be empty, and no row of anybody left over")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(relay.cli("queue", "list")).contains("0 of 0 messages");
              assertThat(postgres.ask("SELECT COUNT(*) FROM retry")).isEqualTo("0");
            });
  }

  @Test
  void a_sender_is_told_once_that_its_mail_waits() throws IOException {
    String[] busy = new String[200];
    Arrays.fill(busy, "451 4.2.1 not yet");
    hop.onRcpt("slow@example.net", busy);
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      talk.tell("MAIL FROM:<info@example.jp> ENVID=slow-1");
      talk.tell("RCPT TO:<slow@example.net>");
      assertThat(talk.content("Subject: slow\r\n\r\n")).startsWith("250 ");
    }
    await("the warning")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(relay.maildir("example.jp", "info"))
                    .singleElement()
                    .asString()
                    .contains(
                        "Original-Envelope-Id: slow-1",
                        "Action: delayed",
                        "Final-Recipient: rfc822; slow@example.net"));
    int attempts = hop.rcpts("slow@example.net");
    await("two more attempts")
        .atMost(PATIENCE)
        .until(() -> hop.rcpts("slow@example.net") >= attempts + 2);
    hop.onRcpt("slow@example.net");
    hop.awaitMessageTo("slow@example.net");
    assertThat(relay.maildir("example.jp", "info")).as("told once").hasSize(1);
  }
}
