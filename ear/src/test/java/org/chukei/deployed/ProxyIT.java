package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The relay behind a proxy: rules, trace and log see the client, the log the proxy too. */
@ExtendWith(SharedRelay.class)
class ProxyIT {

  /** What a header of version 2 begins with. */
  private static final String BINARY = "\r\n\r\n\0\r\nQUIT\n";

  private static final String HEADER = "PROXY TCP4 %s 127.0.0.1 4711 25\r\n";

  @Test
  void a_client_behind_a_proxy_relays_by_its_own_permit_and_is_named_in_the_trace(
      RunningRelay relay, NextHop hop) throws IOException {
    try (Talk talk =
        Talk.through(SharedRelay.PROXY, relay.mxPort(), HEADER.formatted(SharedRelay.PERMITTED))) {
      talk.envelope("sender@example.com", "behind-a-proxy@example.net");
      assertThat(talk.content("Subject: by proxy\r\n\r\nx\r\n")).startsWith("250 ");
    }

    String content = hop.awaitMessageTo("behind-a-proxy@example.net").content();
    assertThat(content.lines().findFirst().orElseThrow())
        .isEqualTo("Received: from client.example ([" + SharedRelay.PERMITTED + "])");
    assertThat(content).contains("X-Relay: PMail Server From sender@example.com");
  }

  @Test
  void a_binary_header_names_the_client_too(RunningRelay relay, NextHop hop) throws IOException {
    String addresses = "\177\0\0\2" + "\177\0\0\1"; // PERMITTED, and ours
    String header = BINARY + "\u0021\u0011" + "\0\14" + addresses + "\22\147" + "\0\31";
    try (Talk talk = Talk.through(SharedRelay.PROXY, relay.mxPort(), header)) {
      talk.envelope("sender@example.com", "binary-header@example.net");
      assertThat(talk.content("Subject: by proxy\r\n\r\nx\r\n")).startsWith("250 ");
    }

    assertThat(hop.awaitMessageTo("binary-header@example.net").content())
        .startsWith("Received: from client.example ([" + SharedRelay.PERMITTED + "])")
        .contains("X-Relay: PMail Server From sender@example.com");
  }

  @Test
  void a_binary_header_of_the_proxys_own_connection_relays_nothing(RunningRelay relay)
      throws IOException {
    String local = BINARY + "\u0020\0" + "\0\0";
    try (Talk talk = Talk.through(SharedRelay.PROXY, relay.mxPort(), local)) {
      talk.tell("MAIL FROM:<sender@example.com>");
      assertThat(talk.ask("RCPT TO:<someone@example.net>")).startsWith("550 5.7.1 ");
    }
  }

  @Test
  void a_proxy_without_a_header_is_not_served_and_a_header_from_elsewhere_is_garbage(
      RunningRelay relay) throws IOException {
    assertThatThrownBy(() -> Talk.through(SharedRelay.PROXY, relay.mxPort(), "EHLO x\r\n"))
        .hasMessageContaining("closed");
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      assertThat(talk.ask(HEADER.formatted(SharedRelay.PERMITTED).strip())).startsWith("500 5.5.2");
      talk.tell("MAIL FROM:<sender@example.com>");
      assertThat(talk.ask("RCPT TO:<someone@example.net>")).startsWith("550 5.7.1 ");
    }
  }

  @Test
  void a_client_that_the_proxy_does_not_name_relays_nothing(RunningRelay relay) throws IOException {
    try (Talk talk = Talk.through(SharedRelay.PROXY, relay.mxPort(), "PROXY UNKNOWN\r\n")) {
      talk.tell("MAIL FROM:<sender@example.com>");
      assertThat(talk.ask("RCPT TO:<someone@example.net>")).startsWith("550 5.7.1 ");
    }
  }

  @Test
  void another_client_behind_the_same_proxy_relays_nothing_and_the_log_names_both(
      RunningRelay relay) throws IOException {
    String refusal;
    try (Talk talk =
        Talk.through(SharedRelay.PROXY, relay.mxPort(), HEADER.formatted("192.0.2.77"))) {
      talk.tell("MAIL FROM:<sender@example.com>");
      refusal = talk.ask("RCPT TO:<someone@example.net>");
    }

    String decision = refusal.replaceFirst("(?s).*decision ([0-9A-Z-]+).*", "$1");
    assertThat(relay.cli("explain", decision)).contains("192.0.2.77", SharedRelay.PROXY);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> Files.readString(relay.home().resolve("log/mail.log")),
            log -> log.contains("client=192.0.2.77, proxy=" + SharedRelay.PROXY));
  }
}
