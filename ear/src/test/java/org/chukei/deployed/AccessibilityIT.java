package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everybody gets along with the console: with a screen reader, a telephone, a keyboard. */
@ExtendWith(SharedRelay.class)
class AccessibilityIT {

  private static final int NARROW = 360;

  private final RunningRelay relay;
  private final NextHop hop;

  AccessibilityIT(RunningRelay relay, NextHop hop) {
    this.relay = relay;
    this.hop = hop;
  }

  /** All pages, and those that show one thing, with something to show. */
  private List<String> pages() throws Exception {
    hop.onRcpt("waits@example.net", "450 4.2.1 " + "busy".repeat(30), "450 4.2.1 busy");
    String id;
    String refused;
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelope("info@example.jp", "waits@example.net", "free@example.net");
      String reply = talk.content("Message-ID: <axe@example.jp>\r\n\r\nhello\r\n");
      id = reply.substring(reply.lastIndexOf(' ') + 1);
    }
    try (Talk talk = Talk.from("127.0.0.41", relay.mxPort())) {
      talk.tell("MAIL FROM:<a@example.com>");
      refused = talk.ask("RCPT TO:<b@example.net>").replaceAll(".*\\(decision (.*)\\)", "$1");
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> relay.cli("message", id, "--language", "en").contains("deferred at attempt"));
    List<String> pages = new ArrayList<>(ConsolePages.all());
    pages.add("/message.xhtml?id=" + id);
    pages.add("/message.xhtml?decision=" + refused);
    pages.add("/decisions.xhtml?id=" + refused);
    return pages;
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void axe_finds_nothing_serious_on_any_page(String language) throws Exception {
    Map<String, List<String>> findings = new TreeMap<>();
    try (Browser browser = new Browser(language, relay)) {
      browser.open("/login.xhtml");
      findings.put("/login.xhtml", browser.axe());
      browser.logIn("admin", relay.consolePassword());
      browser.awaitPath("/index.xhtml");
      for (String page : pages()) {
        browser.open(page);
        findings.put(page, browser.axe());
      }
    }
    findings.values().removeIf(List::isEmpty);
    assertThat(findings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "ja"})
  void no_page_has_to_be_scrolled_sideways_on_a_telephone(String language) throws Exception {
    Map<String, String> wide = new TreeMap<>();
    try (Browser browser = Browser.loggedIn(language, relay)) {
      browser.resize(NARROW, 740);
      for (String page : pages()) {
        browser.open(page);
        long width = browser.contentWidth();
        if (width > NARROW) {
          wide.put(page, width + ": " + browser.sticksOut(NARROW));
        }
      }
    }
    assertThat(wide).isEmpty();
  }

  @Test
  void with_the_keyboard_alone_one_gets_to_the_content_and_through_a_form() throws IOException {
    try (Browser browser = Browser.loggedIn("en", relay)) {
      browser.open("/message.xhtml");
      browser.keys("\uE004"); // tabulator
      assertThat(browser.focused()).isEqualTo("Skip to the content");
      browser.keys("\uE007"); // enter
      browser.keys("\uE004");
      assertThat(browser.focusedId()).isEqualTo("id");
      browser.keys("\uE004\uE004\uE004nobody@example.jp\uE007");
      browser.awaitPath(
          "/message.xhtml?id=&decision=&message-id=&sender=nobody%40example.jp&recipient=");
    }
  }
}
