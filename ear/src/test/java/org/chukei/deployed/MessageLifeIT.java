package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chukei.deployed.Launcher.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happened to a message, by every door. */
@ExtendWith(SharedRelay.class)
class MessageLifeIT {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final RunningRelay relay;
  private final NextHop hop;
  private final Rest rest;

  MessageLifeIT(RunningRelay relay, NextHop hop) throws IOException {
    this.relay = relay;
    this.hop = hop;
    this.rest = new Rest(relay);
  }

  /** The queue id. */
  private String send(String sender, String messageId, String... recipients) throws IOException {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelope(sender, recipients);
      String reply =
          talk.content("Subject: a life\r\nMessage-ID:\r\n <" + messageId + ">\r\n\r\nhello\r\n");
      assertThat(reply).startsWith("250 2.0.0 queued as ");
      return reply.substring(reply.lastIndexOf(' ') + 1);
    }
  }

  private String awaitTold(String queueId, String... words) {
    return await("the life of " + queueId)
        .atMost(PATIENCE)
        .until(
            () -> rest.get("messages/" + queueId).getString("text"),
            text -> List.of(words).stream().allMatch(text::contains));
  }

  @Test
  void a_deferred_message_is_told_from_its_session_to_its_end_by_every_door() throws Exception {
    hop.onRcpt("later@example.net", "450 4.2.1 mailbox busy");
    String id = send("life@example.jp", "life-1@example.jp", "later@example.net");

    String text =
        awaitTold(
            id,
            "Message-ID: <life-1@example.jp>",
            "client: " + SharedRelay.PERMITTED,
            "greeted with EHLO client.example",
            "charge was taken",
            "<later@example.net>: deferred at attempt 1",
            "said: 4.2.1 450 4.2.1 mailbox busy",
            "<later@example.net>: delivered at attempt 2",
            "nothing of it is owed any more");

    assertThat(text)
        .contains("recipient: <later@example.net>: delivered")
        .doesNotContain("not recorded");
    assertThat(relay.cli("message", id, "--language", "en")).isEqualTo(text);
    assertThat(relay.cli("message", id, "--language", "ja")).contains("1 回目の試みは延期");
    try (Jmx jmx = Jmx.of(relay)) {
      assertThat(jmx.call("History", "tell", id, "en")).isEqualTo(text);
    }
    JsonObject life = rest.get("messages/" + id.toLowerCase());
    assertThat(life.getJsonArray("events").getValuesAs(JsonObject.class))
        .extracting(event -> event.getString("event"))
        .containsExactly("accepted", "attempted", "attempted", "gone");
    JsonObject deferred = life.getJsonArray("events").getJsonObject(1);
    assertThat(deferred.getString("speaker")).isEqualTo("NEXT_HOP");
    assertThat(deferred.getString("result")).isEqualTo("DEFERRED");
    assertThat(deferred.getString("relay")).contains("127.0.0.1");
    assertThat(life.getJsonObject("session").getString("helo")).isEqualTo("client.example");
    assertThat(
            rest.get("decisions/" + life.getJsonArray("decisions").getString(0))
                .getString("verdict"))
        .isEqualTo("ACCEPTED");
  }

  @Test
  void a_message_is_found_by_each_key() throws Exception {
    String id = send("Found.By@example.jp", "Found-1@example.jp", "found@example.net");
    String decision = rest.get("messages/" + id).getJsonArray("decisions").getString(0);
    String newer = send("other@example.jp", "Other-1@example.jp", "other@example.net");

    for (String[] question :
        new String[][] {
          {"--decision", decision},
          {"--message-id", "<Found-1@example.jp>"},
          {"--sender", "found.by@example.jp"},
          {"--recipient", "<found@example.net>"}
        }) {
      assertThat(relay.cli("message", question[0], question[1]))
          .contains(id, "found@example.net")
          .doesNotContain(newer);
      assertThat(
              rest.get(
                      "messages?"
                          + question[0].substring(2)
                          + "="
                          + question[1].replace("<", "%3C").replace(">", "%3E"))
                  .getJsonArray("messages")
                  .getJsonObject(0)
                  .getString("queueId"))
          .isEqualTo(id);
    }
    assertThat(rest.get("messages?id=" + id).getJsonArray("messages")).hasSize(1);
    assertThat(
            relay.cli(
                "message", "--sender", "found.by@example.jp", "--until", "2026-01-01T00:00:00Z"))
        .doesNotContain(id);
    try (Jmx jmx = Jmx.of(relay)) {
      assertThat((String[]) jmx.call("History", "find", decision, "", "", "", "", "", 5))
          .singleElement()
          .asString()
          .contains(id, "<Found.By@example.jp> -> <found@example.net> ");
    }
    Ran unknown = relay.launcher().call("message", "01KAAAAAAAAAAAAA");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains("nothing is recorded");
  }

  @Test
  void a_refused_message_leads_to_its_notice_and_back() throws Exception {
    hop.onRcpt("never@example.net", "550 5.1.1 no such mailbox");
    String id = send("info@example.jp", "life-2@example.jp", "never@example.net");

    awaitTold(
        id,
        "<never@example.net>: refused for good at attempt 1",
        "said: 5.1.1 550 5.1.1 no such mailbox",
        "non-delivery notice ",
        "recipient: <never@example.net>: failed",
        "nothing of it is owed any more");
    String notice = rest.get("messages/" + id).getJsonArray("related").getString(0);
    awaitTold(
        notice,
        "sender: <>",
        "made here: a non-delivery notice about " + id,
        "<info@example.jp>: delivered at attempt 1",
        "this relay says: 2.0.0");
    assertThat(rest.get("messages/" + notice).getJsonArray("related").getString(0)).isEqualTo(id);
  }

  @Test
  void what_goes_on_elsewhere_is_linked_both_ways() throws Exception {
    relay.cli(
        "account",
        "alias",
        "ADD",
        "info@example.jp",
        "onward@example.jp",
        "--to",
        "on@away.example");
    try {
      String id = send("stranger@example.org", "life-3@example.org", "onward@example.jp");
      awaitTold(id, "goes on to members elsewhere");
      String forward = rest.get("messages/" + id).getJsonArray("related").getString(0);
      awaitTold(forward, "made here: what " + id, "<on@away.example>: delivered");
    } finally {
      relay.cli("account", "alias", "REMOVE", "info@example.jp", "onward@example.jp");
    }
  }

  @Test
  void what_was_refused_at_the_end_of_data_is_found_by_its_sender() throws Exception {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelope("bare-lf@example.jp", "info@example.jp");
      assertThat(talk.content("Subject: bare\nLF\r\n")).startsWith("550 5.5.2");
    }
    assertThat(relay.cli("message", "--sender", "bare-lf@example.jp")).contains("NOT_TAKEN");
  }

  @Test
  void refused_recipients_of_the_same_session_are_shown_beside_and_those_of_another_are_not()
      throws Exception {
    try (Talk other = Talk.from("127.0.0.31", relay.mxPort())) {
      other.tell("MAIL FROM:<beside@example.com>");
      assertThat(other.ask("RCPT TO:<y@example.net>")).startsWith("550 5.7.1");
    }
    try (Talk talk = Talk.from("127.0.0.31", relay.mxPort())) {
      talk.tell("MAIL FROM:<beside@example.com>");
      assertThat(talk.ask("RCPT TO:<x@example.net>")).startsWith("550 5.7.1");
      talk.tell("RCPT TO:<info@example.jp>");
      String reply = talk.content("Subject: beside\r\n\r\nhello\r\n");
      String id = reply.substring(reply.lastIndexOf(' ') + 1);
      assertThat(
              await()
                  .atMost(PATIENCE)
                  .until(
                      () -> rest.get("messages/" + id).getJsonArray("refused"),
                      found -> !found.isEmpty())
                  .getValuesAs(JsonObject.class))
          .extracting(refused -> refused.getString("recipient"))
          .containsExactly("<x@example.net>");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "en, theirs, charge was taken, 5.1.1 550 5.1.1 no such person",
    "ja, 相手側, 引き受けた, 5.1.1 550 5.1.1 no such person"
  })
  void the_console_shows_it_at_an_address_that_can_be_kept(
      String language, String theirs, String taken, String said) throws Exception {
    String recipient = "paged-" + language + "@example.net";
    hop.onRcpt(recipient, "550 5.1.1 no such person <b>");
    String id = send("info@example.jp", "paged-" + language + "@example.jp", recipient);
    awaitTold(id, "non-delivery notice", "nothing of it is owed");
    try (Browser browser = Browser.loggedIn(language, relay)) {
      browser.open("/message.xhtml?id=" + id);
      browser.awaitText("life", theirs);
      assertThat(browser.text("life"))
          .contains(id, taken, said + " <b>", "paged-" + language + "@example.jp", recipient);

      browser.open("/message.xhtml");
      browser.type("message-id", "paged-" + language + "@example.jp");
      browser.press("find");
      browser.awaitText("life", id);
      assertThat(browser.path()).contains("message-id=paged-" + language);
    }
  }

  @ParameterizedTest
  @CsvSource({"en, <{0}>: held by api", "ja, <{0}>: api が保留"})
  void what_an_operator_did_stands_in_it_at_every_door(String language, String sentence)
      throws Exception {
    String recipient = "handled-" + language + "@example.net";
    String[] busy = new String[1_000];
    Arrays.fill(busy, "450 4.2.1 mailbox busy");
    hop.onRcpt(recipient, busy);
    String id = send("info@example.jp", "handled-" + language + "@example.jp", recipient);
    awaitTold(id, "deferred at attempt 1");
    relay.cli("queue", "hold", id);
    try {
      String told = sentence.replace("{0}", recipient);
      assertThat(relay.cli("message", id, "--language", language)).contains(told);
      try (Jmx jmx = Jmx.of(relay)) {
        assertThat((String) jmx.call("History", "tell", id, language)).contains(told);
      }
      try (Browser browser = Browser.loggedIn(language, relay)) {
        browser.open("/message.xhtml?id=" + id);
        browser.awaitText("life", told);
      }
    } finally {
      relay.cli("queue", "remove", id, "--yes");
    }
    awaitTold(id, "<" + recipient + ">: removed by api", "nothing of it is owed any more");
  }

  @Test
  void the_console_turns_pages_until_the_oldest() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 53; i++) {
      ids.add(send("pages@example.jp", "page-" + i + "@example.jp", "pages@example.net"));
    }
    try (Browser browser = Browser.loggedIn("en", relay)) {
      browser.open("/message.xhtml?sender=pages@example.jp");
      browser.awaitText("found", ids.get(52));
      List<String> shown = new ArrayList<>(browser.rows("#found tbody td.id a"));
      browser.follow("Older");
      browser.awaitText("found", ids.get(0));
      shown.addAll(browser.rows("#found tbody td.id a"));

      assertThat(shown).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(browser.sees("Older")).isFalse();
    }
  }

  @Test
  void the_console_links_decisions_and_messages() throws Exception {
    String id = send("link@example.jp", "link-1@example.jp", "linked@example.net");
    String decision = rest.get("messages/" + id).getJsonArray("decisions").getString(0);
    try (Browser browser = Browser.loggedIn("en", relay)) {
      browser.open("/message.xhtml?decision=" + decision);
      browser.awaitText("life", id);
      browser.follow(decision);
      browser.awaitText("answer", "linked@example.net");
      browser.follow("The message that came of it");
      browser.awaitText("life", id);
    }
  }

  @Test
  void what_swaks_sends_is_found_by_the_message_id_that_it_gave() throws Exception {
    Process swaks =
        new ProcessBuilder(
                "swaks",
                "--server",
                "127.0.0.1:" + relay.mxPort(),
                "--local-interface",
                SharedRelay.PERMITTED,
                "--from",
                "swaks@example.jp",
                "--to",
                "swaks@example.net",
                "--header",
                "Message-Id: <swaks-life@example.jp>")
            .redirectErrorStream(true)
            .start();
    String said = new String(swaks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(Launcher.end(swaks)).as(said).isZero();
    assertThat(relay.cli("message", "--message-id", "<swaks-life@example.jp>"))
        .contains("swaks@example.net");
  }
}
