package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The relay behind a proxy: rules, trace and log see the client, the log the proxy too. */
@ExtendWith(SharedRelay.class)
class ProxyIT {

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
    assertThat(relay.cli("decision", decision)).contains("192.0.2.77", SharedRelay.PROXY);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> Files.readString(relay.home().resolve("log/mail.log")),
            log -> log.contains("client=192.0.2.77, proxy=" + SharedRelay.PROXY));
  }
}
