package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The transport table through its doors, and the ways that mail takes by it. */
@ExtendWith(SharedRelay.class)
class TransportIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static void submit(RunningRelay relay, String... recipients) throws IOException {
    try (Talk talk = Talk.from("127.0.0.1", relay.submissionPort())) {
      talk.login("info@example.jp", SharedRelay.PASSWORD);
      talk.envelope("info@example.jp", recipients);
      assertThat(talk.content("Subject: routed\r\n\r\nhello\r\n")).startsWith("250 ");
    }
  }

  private static List<String> mailLog(RunningRelay relay, String recipient) throws IOException {
    return Files.readAllLines(relay.home().resolve("log/mail.log")).stream()
        .filter(line -> line.contains("to=<" + recipient + ">"))
        .toList();
  }

  private static void awaitLog(RunningRelay relay, String recipient, String... words) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(mailLog(relay, recipient))
                    .anySatisfy(line -> assertThat(line).contains(words)));
  }

  @Test
  void an_entry_is_added_listed_tested_used_and_removed(RunningRelay relay) throws IOException {
    relay.cli("transport", "add", "stored.example", "maildir:");
    relay.cli("transport", "add", "gone.example", "discard");
    relay.cli("transport", "add", ".gone.example", "bounce", "--sender", "example.jp");
    assertThat(relay.cli("transport", "list"))
        .containsPattern("stored.example +maildir:")
        .containsPattern("\\.gone.example +example.jp +bounce");
    assertThat(relay.cli("transport", "test", "a@stored.example"))
        .contains("maildir:", "the transport of stored.example");
    submit(relay, "a@stored.example", "b@gone.example", "c@sub.gone.example");
    awaitLog(relay, "b@gone.example", "status=sent (discarded");
    awaitLog(relay, "c@sub.gone.example", "dsn=5.7.1");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(relay.maildir("stored.example", "a")).hasSize(1));
    relay.cli("transport", "remove", ".gone.example", "--sender", "example.jp");
    relay.cli("transport", "remove", "gone.example");
    relay.cli("transport", "remove", "stored.example");
    assertThat(relay.cli("transport", "test", "a@stored.example"))
        .contains("the smart host of the settings");
  }

  @Test
  void a_value_that_makes_no_sense_is_refused_with_its_remedy(RunningRelay relay)
      throws IOException {
    var ran = relay.launcher().callWithInput("", "transport", "add", "example.net", "smtp.example");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.toString()).contains("route: 'smtp.example' must be mx, host:port");
  }

  @Test
  void mail_that_waits_takes_the_new_way(RunningRelay relay, NextHop hop) throws IOException {
    int nobody = Ports.free(1).get(0);
    relay.cli("transport", "add", "moved.example", "127.0.0.1:" + nobody);
    submit(relay, "a@moved.example");
    awaitLog(relay, "a@moved.example", "status=deferred");
    relay.cli("transport", "remove", "moved.example");
    hop.awaitMessageTo("a@moved.example");
  }

  /** Our own MX service is a host with TLS; it relays nothing, and says so under TLS. */
  @Test
  void the_mail_log_tells_how_the_connection_was_protected(RunningRelay relay) throws IOException {
    String self = "127.0.0.1:" + relay.mxPort();
    relay.cli("transport", "add", "tls.example", self, "--tls", "encrypt");
    relay.cli("transport", "add", "clear.example", self, "--tls", "none");
    relay.cli("transport", "add", "verified.example", self, "--tls", "verify");
    submit(relay, "a@tls.example", "a@clear.example", "a@verified.example");
    awaitLog(relay, "a@tls.example", "tls=<TLSv1.3 TLS_AES_", " unverified>", "dsn=5.7.1");
    awaitLog(relay, "a@clear.example", "dsn=5.7.1");
    assertThat(mailLog(relay, "a@clear.example")).noneMatch(line -> line.contains("tls="));
    awaitLog(relay, "a@verified.example", "status=deferred", "dsn=4.7.5", "PKIX path");
    for (String domain : List.of("tls.example", "clear.example", "verified.example")) {
      relay.cli("transport", "remove", domain);
    }
  }

  @Test
  void dovecot_takes_mail_by_lmtp_and_answers_for_each_recipient(RunningRelay relay)
      throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "Dovecot needs root");
    try (PrivateDovecot dovecot = PrivateDovecot.start("box@tcp.example", "box@unix.example")) {
      Map<String, String> routes =
          Map.of(
              "tcp.example", "lmtp:127.0.0.1:" + dovecot.port(),
              "unix.example", "lmtp:unix:" + dovecot.socket());
      for (var route : routes.entrySet()) {
        String domain = route.getKey();
        relay.cli("transport", "add", domain, route.getValue());
        submit(relay, "box@" + domain, "nobody@" + domain);
        awaitLog(relay, "box@" + domain, "dsn=2.0.0", "status=sent", "Saved");
        awaitLog(relay, "nobody@" + domain, "dsn=5.1.1", "User doesn't exist");
        assertThat(dovecot.mailbox(domain, "box"))
            .singleElement()
            .asString()
            .contains("Subject: routed");
        relay.cli("transport", "remove", domain);
      }
    }
  }

  @Test
  void dovecot_serves_the_users_of_a_local_domain(RunningRelay relay) throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "Dovecot needs root");
    try (PrivateDovecot dovecot = PrivateDovecot.start("box@served.example")) {
      relay.cli("domain", "add", "served.example");
      relay.cli("account", "add", "box@served.example", "--receive-only");
      relay.cli("account", "alias", "ADD", "box@served.example", "alias@served.example");
      relay.cli("group", "add", "both@served.example", "box@served.example", "info2@example.jp");
      relay.cli("transport", "add", "served.example", "lmtp:127.0.0.1:" + dovecot.port());

      submit(relay, "alias@served.example", "box+detail@served.example");
      awaitLog(relay, "alias@served.example", "relay=<127.0.0.1[127.0.0.1]:", "Saved");
      awaitLog(relay, "box+detail@served.example", "dsn=2.0.0", "Saved");
      assertThat(dovecot.mailbox("served.example", "box")).hasSize(2);

      submit(relay, "both@served.example");
      awaitLog(relay, "both@served.example", "delivered to maildir, forwarded as");
      awaitLog(relay, "box@served.example", "dsn=2.0.0", "Saved");
      assertThat(dovecot.mailbox("served.example", "box"))
          .anyMatch(mail -> mail.contains("Delivered-To: both@served.example"));
      try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
        talk.tell("MAIL FROM:<stranger@example.org>");
        assertThat(talk.ask("RCPT TO:<nobody@served.example>")).startsWith("550 5.1.1");
      }
      relay.cli("transport", "remove", "served.example");
      relay.cli("group", "remove", "both@served.example");
      relay.cli("account", "alias", "REMOVE", "box@served.example", "alias@served.example");
      relay.cli("account", "remove", "box@served.example");
      relay.cli("domain", "remove", "served.example");
    }
  }
}
