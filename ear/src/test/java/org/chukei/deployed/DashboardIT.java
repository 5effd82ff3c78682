package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first page, and the description of what programs may ask for. */
@ExtendWith(SharedRelay.class)
class DashboardIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final RunningRelay relay;
  private final NextHop hop;

  DashboardIT(RunningRelay relay, NextHop hop) {
    this.relay = relay;
    this.hop = hop;
  }

  /** The numbers of both charts: accepted, deferred, refused; delivered, deferred, failed. */
  private static long number(Browser browser, int series) {
    return Long.parseLong(
        browser.rows("#now\\:live .legend li").get(series).replaceAll(".*\\s", ""));
  }

  @ParameterizedTest
  @CsvSource({"en, an hour ago", "ja, 1 時間前"})
  void it_counts_without_being_reloaded(String language, String axis) throws IOException {
    try (Browser browser = Browser.loggedIn(language, relay)) {
      browser.awaitText("now:live", axis);
      long refused = number(browser, 2);
      long delivered = number(browser, 3);
      try (Talk talk = Talk.from("127.0.0.61", relay.mxPort())) {
        talk.tell("MAIL FROM:<a@example.com>");
        assertThat(talk.ask("RCPT TO:<b@example.net>")).startsWith("550 ");
      }
      try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
        talk.envelope("info@example.jp", "counted-" + language + "@example.net");
        talk.content("Subject: counted\r\n\r\nhello\r\n");
      }
      hop.awaitMessageTo("counted-" + language + "@example.net");
      await()
          .atMost(PATIENCE)
          .ignoreExceptions() // the page is being renewed
          .until(() -> number(browser, 2) > refused && number(browser, 3) > delivered);
    }
  }

  @Test
  void the_api_describes_itself_to_who_has_the_token() throws Exception {
    var document = new Rest(relay).get("openapi");
    assertThat(document.getString("openapi")).startsWith("3.0");
    assertThat(document.getJsonObject("paths").keySet())
        .contains("/messages/{id}", "/queue/retry", "/permit/versions/{version}/rollback");
    assertThat(new Rest(relay).statusWithoutToken("openapi")).isEqualTo(401);
  }
}
