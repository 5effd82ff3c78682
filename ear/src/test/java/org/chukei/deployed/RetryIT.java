package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happens when the next hop does not simply take a message. */
@ExtendWith(SharedRelay.class)
class RetryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void mail_waits_for_a_next_hop_that_is_away_and_is_delivered_when_it_is_back(
      RunningRelay relay, NextHop hop) throws IOException {
    hop.goAway();
    try {
      submit(relay, "info@example.jp", "away@example.net");
      awaitQueue(relay, "away@example.net", "DEFERRED");
    } finally {
      hop.comeBack();
    }

    hop.awaitMessageTo("away@example.net");
    awaitGone(relay, "away@example.net");
  }

  @Test
  void a_recipient_that_is_deferred_is_tried_again_and_others_are_not_held_up(
      RunningRelay relay, NextHop hop) throws IOException {
    hop.onRcpt("busy@example.net", "451 4.2.1 try later", "450 4.2.1 still busy");
    submit(relay, "info@example.jp", "busy@example.net", "free@example.net");

    assertThat(hop.awaitMessageTo("free@example.net").recipients())
        .containsExactly("free@example.net");
    assertThat(hop.awaitMessageTo("busy@example.net").recipients())
        .containsExactly("busy@example.net");
    assertThat(hop.messages().stream().filter(m -> m.recipients().contains("free@example.net")))
        .hasSize(1);
  }

  @Test
  void a_next_hop_that_drops_the_connection_gets_the_message_again(RunningRelay relay, NextHop hop)
      throws IOException {
    hop.onRcpt("cut-at-rcpt@example.net", NextHop.CUT);
    hop.onContent("cut-at-end@example.net", NextHop.CUT);
    submit(relay, "info@example.jp", "cut-at-rcpt@example.net");
    submit(relay, "info@example.jp", "cut-at-end@example.net");

    hop.awaitMessageTo("cut-at-rcpt@example.net");
    hop.awaitMessageTo("cut-at-end@example.net");
  }

  @Test
  void a_refusal_comes_back_to_the_sender_as_a_notice(RunningRelay relay, NextHop hop)
      throws IOException {
    hop.onRcpt("nobody@example.net", "550 5.1.1 no such mailbox");
    submit(relay, "info@example.jp", "nobody@example.net");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(relay.maildir("example.jp", "info"))
                    .anySatisfy(
                        mail ->
                            assertThat(mail)
                                .startsWith("Return-Path: <>")
                                .contains(
                                    "multipart/report",
                                    "delivery-status",
                                    "Final-Recipient: rfc822",
                                    "nobody@example.net",
                                    "550 5.1.1 no such mailbox",
                                    "Subject: about nobody@example.net")));
    awaitGone(relay, "nobody@example.net");
  }

  @Test
  void a_notice_that_can_t_be_delivered_goes_to_the_postmaster(RunningRelay relay, NextHop hop)
      throws IOException {
    hop.onRcpt("refused@example.net", "550 5.1.1 no such mailbox");
    hop.onRcpt("sender-gone@example.com", "550 5.1.1 no such mailbox");
    submit(relay, "sender-gone@example.com", "refused@example.net");

    awaitGone(relay, "sender-gone@example.com");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(relay.maildir("mail.example.jp", "postmaster"))
                    .anySatisfy(
                        mail ->
                            assertThat(mail)
                                .startsWith("Return-Path: <>")
                                .containsSubsequence(
                                    "Final-Recipient: rfc822;",
                                    "sender-gone@example.com",
                                    "Final-Recipient: rfc822;",
                                    "refused@example.net")));
  }

  @Test
  void the_queue_tells_reason_and_next_attempt_and_obeys_the_operator(
      RunningRelay relay, NextHop hop) throws IOException {
    String[] busy = new String[200];
    Arrays.fill(busy, "451 4.2.1 not for you");
    hop.onRcpt("operated@example.net", busy);
    submit(relay, "info@example.jp", "operated@example.net");
    String line = awaitQueue(relay, "operated@example.net", "not for you");
    String id = line.split(" ")[0];

    // The schedule of the tests is short: the look may fall into an attempt, which has no next one.
    await("the next attempt to be shown")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(relay.cli("queue", "show", id))
                    .contains("operated@example.net", "nextAttempt"));
    relay.cli("queue", "hold", id);
    awaitQueue(relay, "operated@example.net", "HELD");
    relay.cli("queue", "release", id);
    relay.cli("queue", "retry", id);
    awaitQueue(relay, "operated@example.net", "DEFERRED");
    relay.cli("queue", "remove", id, "--yes");
    awaitGone(relay, "operated@example.net");
    assertThat(relay.launcher().call("queue", "show", id).status()).isEqualTo(1);
  }

  private static void submit(RunningRelay relay, String sender, String... recipients)
      throws IOException {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelope(sender, recipients);
      assertThat(talk.content("Subject: about " + recipients[0] + "\r\n\r\nx\r\n"))
          .startsWith("250 ");
    }
  }

  /** The line of the queue that has both. */
  private static String awaitQueue(RunningRelay relay, String recipient, String text) {
    return await("%s in the queue with %s".formatted(recipient, text))
        .atMost(PATIENCE)
        .until(
            () ->
                relay
                    .cli("queue", "list")
                    .lines()
                    .filter(line -> line.contains(recipient) && line.contains(text))
                    .findFirst()
                    .orElse(""),
            line -> !line.isEmpty());
  }

  private static void awaitGone(RunningRelay relay, String recipient) {
    await("%s to leave the queue".formatted(recipient))
        .atMost(PATIENCE)
        .until(() -> !relay.cli("queue", "list").contains(recipient));
  }
}
