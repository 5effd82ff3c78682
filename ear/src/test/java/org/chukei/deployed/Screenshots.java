package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Makes the pictures of the documentation, after a little traffic. Run only when it is named:
 * docs/console.md says how.
 */
@ExtendWith(SharedRelay.class)
class Screenshots {

  private static final Path FOLDER = Path.of(System.getProperty("chukei.screenshots", "target"));

  /** In CSS pixels. */
  private static final int WIDTH = 1_200;

  private static final int HEIGHT = 800;

  private String traffic(RunningRelay relay, NextHop hop) throws IOException {
    for (int i = 0; i < 12; i++) {
      send(relay, "info@example.jp", "customer" + i + "@example.net");
      try (Talk talk = Talk.from("127.0.0.51", relay.mxPort())) {
        talk.tell("MAIL FROM:<stranger@example.com>");
        if (i % 3 == 0) {
          assertThat(talk.ask("RCPT TO:<victim@example.net>")).startsWith("550 ");
        }
        assertThat(talk.ask("RCPT TO:<nobody@example.jp>")).startsWith("550 ");
      }
    }
    String[] busy = new String[1_000];
    Arrays.fill(busy, "450 4.2.2 mailbox full");
    for (String recipient : new String[] {"sales@example.net", "archive@example.net"}) {
      hop.onRcpt(recipient, busy);
      send(relay, "info@example.jp", recipient);
    }
    relay.cli("queue", "hold", "--recipient", "archive@example.net");
    hop.onRcpt("orders@example.net", "451 4.2.1 mailbox busy, try again later");
    hop.onRcpt("former@example.net", "550 5.1.1 no such mailbox here");
    String id = send(relay, "info@example.jp", "orders@example.net", "former@example.net");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                relay
                    .cli("message", id, "--language", "en")
                    .contains("nothing of it is owed any more"));
    return id;
  }

  private static String send(RunningRelay relay, String sender, String... recipients)
      throws IOException {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelope(sender, recipients);
      String reply = talk.content("Subject: order\r\nMessage-ID: <20261124.1@example.jp>\r\n\r\n");
      return reply.substring(reply.lastIndexOf(' ') + 1);
    }
  }

  /** A list as a site may have it. */
  private static void permits(RunningRelay relay) throws IOException {
    for (String entry :
        new String[] {
          "10.20.0.0/24 owner=sato # printers, first floor",
          "10.20.1.17 tls sender-domain=example.jp owner=tanaka # ERP",
          "2001:db8:20::/64 expires=2027-03-31 limit=200/h # moving office"
        }) {
      relay.cli(
          Stream.concat(Stream.of("permit", "add"), Stream.of(entry.split(" ")))
              .toArray(String[]::new));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void the_pages_are_pictured(String language, RunningRelay relay, NextHop hop) throws IOException {
    String id = traffic(relay, hop);
    permits(relay);
    Files.createDirectories(FOLDER);
    try (Browser browser = Browser.loggedIn(language, relay)) {
      Map<String, String> pages =
          Map.of(
              "index", "/index.xhtml",
              "message", "/message.xhtml?id=" + id,
              "permit", "/permit.xhtml",
              "queue", "/queue.xhtml");
      for (Map.Entry<String, String> page : pages.entrySet()) {
        browser.resize(WIDTH, HEIGHT);
        browser.open(page.getValue());
        browser.resize(WIDTH, Math.min(browser.contentHeight(), 2 * HEIGHT));
        Path picture = FOLDER.resolve(page.getKey() + "-" + language + ".png");
        Files.write(picture, browser.screenshot());
        assertThat(picture).isNotEmptyFile();
      }
    }
  }
}
