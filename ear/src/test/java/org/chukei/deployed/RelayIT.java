package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A message in by a client, out to the next hop or to a Maildir. */
@ExtendWith(SharedRelay.class)
class RelayIT {

  /** What may go wrong on the way: dots, octets above 127, spaces at line ends, forged traces. */
  private static final String AWKWARD =
      "Received: from nowhere\r\n"
          + "X-Relay: PMail Server From forged@example.org\r\n"
          + "Subject: \u00e4\u00ff\u0080 octets \r\n"
          + "\r\n"
          + ".\u0020\r\n"
          + "..\r\n"
          + ".leading dot\r\n"
          + "\t \r\n"
          + "\0\u0001\u007f\r\n"
          + "x".repeat(998)
          + "\r\n"
          + "\r\n\r\n";

  @Test
  void content_leaves_octet_for_octet_below_our_trace_fields(RunningRelay relay, NextHop hop)
      throws IOException {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelope("sender@example.com", "fidelity@example.net");
      assertThat(talk.content(AWKWARD)).startsWith("250 ");
    }

    NextHop.Message message = hop.awaitMessageTo("fidelity@example.net");

    assertThat(message.sender()).isEqualTo("sender@example.com");
    assertThat(message.content()).endsWith(AWKWARD);
    String trace = message.content().substring(0, message.content().length() - AWKWARD.length());
    assertThat(trace)
        .startsWith("Received: ")
        .contains("client.example", "[" + SharedRelay.PERMITTED + "]", "by mail.example.jp")
        .endsWith("\r\nX-Relay: PMail Server From sender@example.com\r\n");
    assertThat(trace.split("\r\n(?![ \t])")).hasSize(2);
  }

  @Test
  void the_null_reverse_path_is_shown_as_such_in_the_trace(RunningRelay relay, NextHop hop)
      throws IOException {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.submissionPort())) {
      talk.envelope("", "null-path@example.net");
      assertThat(talk.content("Subject: x\r\n\r\n")).startsWith("250 ");
    }

    assertThat(hop.awaitMessageTo("null-path@example.net").content())
        .contains("\r\nX-Relay: PMail Server From <>\r\nSubject: x\r\n");
  }

  @Test
  void an_authenticated_owner_relays_without_a_relay_trace(RunningRelay relay, NextHop hop)
      throws IOException {
    try (Talk talk = Talk.from("127.0.0.1", relay.submissionPort())) {
      talk.login("info@example.jp", SharedRelay.PASSWORD);
      talk.envelope("info@example.jp", "from-owner@example.net");
      assertThat(talk.content("Subject: x\r\n\r\n")).startsWith("250 ");
    }

    assertThat(hop.awaitMessageTo("from-owner@example.net").content()).doesNotContain("X-Relay:");
  }

  @Test
  void a_refusal_ends_with_a_decision_id_that_the_command_line_explains(RunningRelay relay)
      throws IOException {
    String reply;
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      talk.tell("MAIL FROM:<info@example.com>");
      reply = talk.ask("RCPT TO:<someone@example.net>");
    }

    assertThat(reply).matches("550 5\\.7\\.1 .*\\(decision \\w{4}-\\w{4}-\\w{4}\\)");
    String id = reply.replaceAll(".*\\(decision (.*)\\)", "$1");
    assertThat(relay.cli("explain", id))
        .contains(reply, "127.0.0.1", "info@example.com", "someone@example.net", "to let it pass");
  }

  @Test
  void a_permit_is_in_force_on_the_next_command_of_an_open_session(RunningRelay relay)
      throws IOException {
    String address = "127.0.0.3";
    try (Talk talk = Talk.from(address, relay.mxPort())) {
      talk.tell("MAIL FROM:<info@example.com>");
      assertThat(talk.ask("RCPT TO:<someone@example.net>")).startsWith("550 5.7.1");

      assertThat(relay.launcher().call("permit", "add", address))
          .satisfies(ran -> assertThat(ran.status()).isZero())
          .satisfies(ran -> assertThat(ran.err()).contains("UNCONDITIONAL"));
      assertThat(talk.ask("RCPT TO:<someone@example.net>")).startsWith("550 5.7.1");

      relay.cli("connection", "add", "UNCONDITIONAL", address);
      assertThat(talk.ask("RCPT TO:<someone@example.net>")).startsWith("250");

      relay.cli("permit", "remove", address);
      assertThat(talk.ask("RCPT TO:<someone@example.net>")).startsWith("550 5.7.1");
    } finally {
      relay.cli("connection", "remove", "UNCONDITIONAL", address);
    }
  }

  @Test
  void mail_for_a_local_user_goes_to_the_maildir(RunningRelay relay) throws IOException {
    String content = "Subject: for-the-maildir\r\n\r\n.dots \u00e4\r\n";
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      talk.envelope("someone@example.com", "info2@example.jp");
      assertThat(talk.content(content)).startsWith("250 ");
    }

    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(relay.maildir("example.jp", "info2"))
                    .anySatisfy(
                        mail ->
                            assertThat(mail)
                                .startsWith("Return-Path: <someone@example.com>")
                                .endsWith(content)));
  }

  @Test
  void a_stock_client_submits_mail(RunningRelay relay, NextHop hop) throws IOException {
    Process swaks =
        new ProcessBuilder(
                "swaks",
                "--server",
                "127.0.0.1",
                "--port",
                Integer.toString(relay.submissionPort()),
                "--auth",
                "LOGIN",
                "--auth-user",
                "info@example.jp",
                "--auth-password",
                SharedRelay.PASSWORD,
                "--from",
                "info@example.jp",
                "--to",
                "stock-client@example.net",
                "--body",
                "hello from swaks")
            .redirectErrorStream(true)
            .start();
    String said = new String(swaks.getInputStream().readAllBytes());

    assertThat(Launcher.end(swaks)).as(said).isZero();
    assertThat(hop.awaitMessageTo("stock-client@example.net").content())
        .contains("\r\nhello from swaks\r\n");
  }

  @Test
  void a_denied_client_gets_no_further_than_the_greeting(RunningRelay relay) throws IOException {
    relay.cli("connection", "add", "DENY", "127.0.0.4", "--at", "1");
    try {
      assertThat(catchThrowable(() -> Talk.from("127.0.0.4", relay.mxPort()).close()))
          .hasMessageContaining("554 ");
    } finally {
      relay.cli("connection", "remove", "DENY", "127.0.0.4");
    }
  }

  @Test
  void a_dangerous_list_is_saved_only_with_a_name(RunningRelay relay) throws IOException {
    Launcher.Ran refused = relay.launcher().call("permit", "add", "0.0.0.0/0");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("--acknowledge");
    assertThat(relay.cli("permit", "show")).doesNotContain("0.0.0.0/0");

    Launcher.Ran bad = relay.launcher().call("permit", "add", "10.1");
    assertThat(bad.status()).isEqualTo(1);
    assertThat(bad.err()).contains("10.1");
  }
}
