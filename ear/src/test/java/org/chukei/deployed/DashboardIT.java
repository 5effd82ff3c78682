package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
      submit("counted-" + language + "@example.net");
      hop.awaitMessageTo("counted-" + language + "@example.net");
      await()
          .atMost(PATIENCE)
          .ignoreExceptions() // the page is being renewed
          .until(() -> number(browser, 2) > refused && number(browser, 3) > delivered);
    }
  }

  @ParameterizedTest
  @CsvSource({"en, failures in a row", "ja, 回失敗"})
  void a_destination_in_trouble_is_shown_with_the_reason_until_it_answers(
      String language, String failures) throws Exception {
    String domain = "trouble-" + language + ".example";
    try (NextHop away = NextHop.open();
        Browser browser = Browser.loggedIn(language, relay)) {
      String host = "127.0.0.1:" + away.port();
      away.goAway();
      relay.cli("transport", "add", domain, host);
      try {
        for (int i = 0; i < 3; i++) {
          submit("u" + i + "@" + domain);
        }
        browser.awaitText("troubles", host);
        assertThat(browser.text("troubles")).contains(failures).containsIgnoringCase("refused");
        try (Jmx jmx = Jmx.of(relay)) {
          await()
              .atMost(PATIENCE)
              .until(
                  () -> (String[]) jmx.attribute("Queue", "DestinationsInTrouble"),
                  lines ->
                      Stream.of(lines)
                          .anyMatch(line -> line.startsWith(host) && line.contains("in a row")));
        }

        away.comeBack();
        for (int i = 0; i < 3; i++) {
          away.awaitMessageTo("u" + i + "@" + domain);
        }
        await()
            .atMost(PATIENCE)
            .ignoreExceptions() // the page is being renewed
            .until(() -> !browser.text("troubles").contains(host));
      } finally {
        relay.cli("transport", "remove", domain);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"en, less than 5 minutes, more than a day", "ja, 5 分未満, 1 日以上"})
  void what_waits_is_counted_by_its_age(String language, String youngest, String oldest)
      throws Exception {
    String recipient = "aging-" + language + "@example.net";
    String[] busy = new String[1_000];
    Arrays.fill(busy, "450 4.2.1 busy");
    hop.onRcpt(recipient, busy);
    long before = ages().getJsonObject(0).getInt("messages");
    submit(recipient);
    try (Browser browser = Browser.loggedIn(language, relay)) {
      await("the message to be counted")
          .atMost(PATIENCE)
          .ignoreExceptions() // the page is being renewed
          .until(
              () ->
                  ages().getJsonObject(0).getInt("messages") > before
                      && shownAges(browser).equals(numbers(ages())));
      assertThat(browser.rows("#ages li").get(0)).startsWith(youngest);
      assertThat(browser.rows("#ages li").get(3)).startsWith(oldest);
      try (Jmx jmx = Jmx.of(relay)) {
        assertThat((String[]) jmx.attribute("Queue", "Ages"))
            .hasSize(4)
            .allMatch(line -> line.matches("from (0m|5m|1h|1d): [0-9]+"));
      }
    } finally {
      relay.cli("queue", "remove", "--recipient", recipient, "--yes");
    }
  }

  private JsonArray ages() throws Exception {
    return new Rest(relay).get("status").getJsonObject("queue").getJsonArray("ages");
  }

  private static List<Integer> numbers(JsonArray ages) {
    return ages.getValuesAs(JsonObject.class).stream().map(age -> age.getInt("messages")).toList();
  }

  private static List<Integer> shownAges(Browser browser) {
    return browser.rows("#ages li strong").stream().map(Integer::valueOf).toList();
  }

  @ParameterizedTest
  @CsvSource({"en, an hour ago, now", "ja, 1 時間前, 現在"})
  void the_words_of_a_chart_have_their_shape_at_any_width(String language, String from, String to) {
    try (Browser browser = Browser.loggedIn(language, relay)) {
      List<String> shapes = null;
      for (int width : new int[] {1_600, 900, 360}) {
        browser.resize(width, 740);
        browser.open("/index.xhtml");
        assertThat(browser.stretchedWords()).isEmpty();
        assertThat(browser.rows(".plot span")).hasSize(8).contains("0", from, to);
        List<String> now = browser.shapes(".plot .hour span");
        assertThat(now).as(width + " px").isEqualTo(shapes == null ? now : shapes);
        assertThat(browser.contentWidth()).isLessThanOrEqualTo(width);
        shapes = now;
      }
    }
  }

  private void submit(String recipient) throws IOException {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelope("info@example.jp", recipient);
      assertThat(talk.content("Subject: counted\r\n\r\nhello\r\n")).startsWith("250 ");
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
