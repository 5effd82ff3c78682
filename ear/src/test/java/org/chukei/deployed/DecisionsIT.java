package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chukei.deployed.Launcher.Ran;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recorded decisions, the simulator and what-if, by every door. */
@ExtendWith(SharedRelay.class)
class DecisionsIT {

  /** Refused at RCPT; the decision's id. */
  private static String refused(RunningRelay relay, String client, String sender, String recipient)
      throws IOException {
    try (Talk talk = Talk.from(client, relay.mxPort())) {
      talk.tell("MAIL FROM:<" + sender + ">");
      String reply = talk.ask("RCPT TO:<" + recipient + ">");
      assertThat(reply).startsWith("550 5.7.1");
      return reply.replaceAll(".*\\(decision (.*)\\)", "$1");
    }
  }

  @Test
  void an_explanation_is_the_same_text_by_every_door_in_both_languages(RunningRelay relay)
      throws Exception {
    String id = refused(relay, "127.0.0.21", "a@example.com", "b@example.net");

    String english = relay.cli("explain", id, "--language", "en");
    String japanese = relay.cli("explain", id, "--language", "ja");

    assertThat(english)
        .contains(
            "decision " + id,
            "reply: 550 5.7.1 relaying denied",
            "client: 127.0.0.21",
            "sender: <a@example.com>",
            "recipient: <b@example.net>",
            "rule 9 decided: the recipient is foreign",
            "to let it pass: it would have passed if");
    assertThat(japanese).contains("判定 " + id, "規則 9 で決定", "通すには");
    try (Jmx jmx = Jmx.of(relay)) {
      assertThat(jmx.call("RelayPolicy", "explain", id, "en")).isEqualTo(english);
      assertThat(jmx.call("RelayPolicy", "explain", id, "ja")).isEqualTo(japanese);
    }
    Rest rest = new Rest(relay);
    assertThat(rest.get("decisions/" + id + "?language=ja").getString("text")).isEqualTo(japanese);
    assertThat(rest.get("decisions/" + id.replace("-", "").toLowerCase()).getString("text"))
        .as("as a person types it")
        .isEqualTo(english);
  }

  @Test
  void decisions_are_found_by_client_sender_recipient_and_time(RunningRelay relay)
      throws Exception {
    String id = refused(relay, "127.0.0.22", "Find.Me@example.com", "x@example.net");
    refused(relay, "127.0.0.22", "other@example.com", "x@example.net");

    await()
        .untilAsserted(
            () -> {
              assertThat(relay.cli("decisions", "--from", "find.me@example.com"))
                  .contains(id)
                  .doesNotContain("other@");
              assertThat(
                      relay.cli("decisions", "--client", "127.0.0.22/31", "--to", "X@example.net"))
                  .contains(id, "other@example.com");
            });
    assertThat(relay.cli("decisions", "--from", "find.me@example.com", "--verdict", "accepted"))
        .doesNotContain(id);
    assertThat(
            relay.cli(
                "decisions", "--from", "find.me@example.com", "--until", "2026-01-01T00:00:00Z"))
        .doesNotContain(id);
    try (Jmx jmx = Jmx.of(relay)) {
      assertThat(
              (String[])
                  jmx.call(
                      "RelayPolicy",
                      "findDecisions",
                      "127.0.0.22",
                      "find.me@example.com",
                      "",
                      "",
                      "refused",
                      "",
                      "",
                      10))
          .singleElement()
          .asString()
          .contains(id, "REFUSED rule 9 127.0.0.22 <Find.Me@example.com> -> <x@example.net>");
      assertThat((Long) jmx.attribute("RelayPolicy", "DecisionsSeen"))
          .isGreaterThanOrEqualTo((Long) jmx.attribute("RelayPolicy", "DecisionsRecorded"))
          .isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          decisions --client 10.1        | '10.1' is not an IPv4 address
          decisions --verdict perhaps    | 'perhaps' is not one of accepted, deferred, refused
          decisions --since yesterday    | 'yesterday' is not a time like 2026-11-24T09:00:00Z
          decisions --limit 0            | limit is a number from 1 to 10000, not '0'
          explain NO-SUCH                | 'NO-SUCH' is no decision id
          queue list --state lost        | 'lost' is not one of fresh, active, deferred, held, paused, all
          queue pause everything         | 'everything' is not one of delivery, destination, acceptance
          policy what-if --profile loose | 'loose' is not one of standard, strict
          policy what-if --days 0        | days are 1 to 3650, not 0
          permit export --version -1     | not -1
          simulate --service smtp --client 192.0.2.1 --from a@example.com --to b@example.com | 'SMTP' is not one of mx, submission, submissions
          """)
  void a_bad_value_is_told_with_what_is_allowed(String command, String reason, RunningRelay relay)
      throws Exception {
    Ran ran = relay.launcher().call(command.split(" +"));

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decisions",
        "messages",
        "audit",
        "queue",
        "permit/versions",
        "connection/versions"
      })
  void a_limit_that_is_no_number_is_a_bad_value_and_no_missing_path(String path, RunningRelay relay)
      throws Exception {
    assertThat(new Rest(relay).status(path + "?limit=many")).isEqualTo(422);
    assertThat(new Rest(relay).status(path + "?limit=5")).isEqualTo(200);
  }

  @Test
  void the_console_finds_and_explains(RunningRelay relay) throws Exception {
    String id = refused(relay, "127.0.0.23", "console@example.com", "x@example.net");
    await().until(() -> relay.cli("decisions", "--client", "127.0.0.23").contains(id));
    for (String language : List.of("en", "ja")) {
      try (Browser browser = Browser.loggedIn(language, relay)) {
        browser.open("/decisions.xhtml");
        browser.type("decisions:client", "127.0.0.23");
        browser.press("decisions:search");
        browser.awaitText("decisions:found", "console@example.com");
        browser.type("lookup:id", id);
        browser.press("lookup:find");
        browser.awaitText("answer", language.equals("en") ? "it would have passed" : "許可リスト");
        browser.awaitText("answer", "127.0.0.23");
        browser.awaitText("answer", "550 5.7.1");
      }
    }
  }

  @Test
  void the_console_turns_pages_until_the_oldest(RunningRelay relay) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 53; i++) {
      ids.add(refused(relay, "127.0.0.126", "pages@example.com", "x" + i + "@example.net"));
    }
    await().until(() -> relay.cli("decisions", "--client", "127.0.0.126").contains(ids.get(52)));
    try (Browser browser = Browser.loggedIn("en", relay)) {
      browser.open("/decisions.xhtml");
      browser.type("decisions:client", "127.0.0.126");
      browser.press("decisions:search");
      browser.awaitText("decisions:found", ids.get(52));
      List<String> shown = new ArrayList<>(browser.rows("#decisions\\:found tbody td.id code"));
      browser.press("decisions:older");
      browser.awaitText("decisions:found", ids.get(0));
      shown.addAll(browser.rows("#decisions\\:found tbody td.id code"));

      assertThat(shown).containsExactlyInAnyOrderElementsOf(ids);
      assertThat(browser.isEnabled("decisions:older")).isFalse();
    }
  }

  @Test
  void the_simulator_is_asked_on_the_command_line(RunningRelay relay) throws Exception {
    Ran cli =
        relay
            .launcher()
            .call(
                "simulate",
                "--client",
                "127.0.0.24",
                "--from",
                "a@example.com",
                "--to",
                "info@example.jp",
                "--to",
                "x@example.net");
    assertThat(cli.status()).as("one of them is refused").isEqualTo(1);
    assertThat(cli.out()).contains("250 2.1.5", "550 5.7.1 relaying denied");
  }

  @Test
  void cases_are_kept_in_a_file_and_what_is_not_as_expected_is_told(
      RunningRelay relay, @TempDir Path folder) throws Exception {
    String question =
        "{\"client\":\"127.0.0.24\",\"sender\":\"a@example.com\",\"recipients\":[\"%s\"],\"expect\":\"%s\"}\n";
    String good =
        "# ours\n"
            + question.formatted("info@example.jp", "accepted")
            + question.formatted("x@example.net", "refused");
    Path file = Files.writeString(folder.resolve("cases"), good);
    assertThat(relay.cli("policy", "check", file.toString()))
        .contains("line 2: info@example.jp: 250 2.1.5", "line 3: x@example.net: 550 5.7.1")
        .endsWith("2 asked, 0 not as expected\n");

    Files.writeString(file, good + question.formatted("x@example.net", "accepted"));
    Ran other = relay.launcher().call("policy", "check", file.toString());
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.out())
        .contains("NOT ACCEPTED: line 4: x@example.net: 550", "3 asked, 1 not as expected");

    Files.writeString(file, good + "nonsense\n");
    Ran bad = relay.launcher().call("policy", "check", file.toString());
    assertThat(bad.status()).isEqualTo(1);
    assertThat(bad.err()).contains("line 4: 'nonsense': it is no JSON object");
    assertThat(bad.out()).as("nothing is asked").isEmpty();
  }

  @Test
  void a_draft_is_asked_what_it_would_change_and_nothing_is_saved(
      RunningRelay relay, @TempDir Path folder) throws Exception {
    String opened = refused(relay, "127.0.0.25", "a@example.com", "b@example.net");
    await().until(() -> relay.cli("decisions", "--client", "127.0.0.25").contains(opened));
    String permits = relay.cli("permit", "export");
    Path permit =
        Files.writeString(folder.resolve("permit"), relay.listText("permit") + "127.0.0.25\n");
    Path connection =
        Files.writeString(
            folder.resolve("connection"),
            "UNCONDITIONAL 127.0.0.25\n" + relay.cli("connection", "export"));

    Ran ran =
        relay
            .launcher()
            .call(
                "policy",
                "what-if",
                "--permit",
                permit.toString(),
                "--connection",
                connection.toString(),
                "--days",
                "1");

    assertThat(ran.status()).as("it opens up").isEqualTo(1);
    assertThat(ran.out())
        .as(ran.err())
        .contains("127.0.0.25: newly refused 0, newly accepted 0, foreign to foreign 1")
        .contains(opened, "NEWLY_RELAYED_FOREIGN");
    assertThat(relay.cli("permit", "export")).isEqualTo(permits);
    assertThat(relay.cli("policy", "what-if", "--days", "1"))
        .contains("would newly refuse 0, newly accept 0");
    try (Browser browser = Browser.loggedIn("ja", relay)) {
      browser.open("/whatif.xhtml");
      browser.type("draft:permits", relay.listText("permit") + "127.0.0.25\n");
      browser.type("draft:connections", Files.readString(connection, StandardCharsets.UTF_8));
      browser.press("draft:ask");
      browser.awaitText("effects", "オープンリレー");
      browser.awaitText("effects", "127.0.0.25");
      browser.awaitText("effects", "<a@example.com>");
    }
  }

  @Test
  void both_lists_are_saved_in_one_step_and_what_opens_up_only_when_that_was_confirmed(
      RunningRelay relay, @TempDir Path folder) throws Exception {
    String address = "127.0.0.27";
    String id = refused(relay, address, "a@example.com", "b@example.net");
    await().until(() -> relay.cli("decisions", "--client", address).contains(id));
    String permits = relay.cli("permit", "export");
    String connections = relay.cli("connection", "export");
    Path permit =
        Files.writeString(folder.resolve("permit"), relay.listText("permit") + address + "\n");
    Path connection =
        Files.writeString(
            folder.resolve("connection"), "UNCONDITIONAL " + address + "\n" + connections);
    String[] apply = {
      "policy", "apply", "--permit", permit.toString(), "--connection", connection.toString()
    };

    Ran stopped = relay.launcher().call(apply);
    assertThat(stopped.status()).isEqualTo(1);
    assertThat(stopped.err()).contains(address + ": 1", "add --opens-up");
    assertThat(relay.cli("permit", "export")).isEqualTo(permits);
    assertThat(relay.cli("connection", "export")).isEqualTo(connections);
    try (Jmx jmx = Jmx.of(relay)) {
      String[] drafts = {Files.readString(permit), Files.readString(connection)};
      assertThat((String[]) jmx.call("RelayLists", "whatIf", drafts[0], drafts[1], "", "", 1))
          .contains(address + " newlyRelayedForeignToForeign=1 newlyAccepted=0 newlyRefused=0");
      assertThatThrownBy(
              () -> jmx.call("RelayLists", "saveBoth", drafts[0], drafts[1], "test", "", false))
          .hasMessageContaining("do not pass today");
      jmx.call("RelayLists", "saveBoth", drafts[0], drafts[1], "by JMX", "", true);
      assertThat(relay.cli("permit", "versions", "--limit", "1")).contains("jmx", "by JMX");
      assertThat(relay.cli("connection", "export")).isEqualTo(drafts[1]);
      relay.cli(
          "policy",
          "apply",
          "--permit",
          Files.writeString(folder.resolve("p"), permits).toString(),
          "--connection",
          Files.writeString(folder.resolve("c"), connections).toString());
      try (Browser browser = Browser.loggedIn("en", relay)) {
        browser.open("/whatif.xhtml");
        browser.type("draft:permits", drafts[0]);
        browser.type("draft:connections", drafts[1]);
        browser.press("draft:save");
        browser.awaitText("draft:opening", address + ": 1");
        assertThat(relay.cli("permit", "export")).isEqualTo(permits);
        browser.press("draft:allTheSame");
        browser.press("draft:save");
        browser.awaitText("messages", "Saved");
        assertThat(relay.cli("permit", "export")).contains(address);
        assertThat(relay.cli("connection", "export")).startsWith("UNCONDITIONAL " + address);
      }
    } finally {
      relay.cli(
          "policy",
          "apply",
          "--permit",
          Files.writeString(folder.resolve("p"), permits).toString(),
          "--connection",
          Files.writeString(folder.resolve("c"), connections).toString());
    }
  }

  @Test
  void a_bad_line_of_two_drafts_is_named_with_its_list(RunningRelay relay, @TempDir Path folder)
      throws Exception {
    Path permit = Files.writeString(folder.resolve("permit"), "10.0.0.1\n10.1\n");
    Ran ran = relay.launcher().call("policy", "apply", "--permit", permit.toString());
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("permit list, line 2: '10.1': ", "nothing was saved");
  }

  @Test
  void jmx_keeps_the_lists_as_the_command_line_does(RunningRelay relay) throws Exception {
    String before = relay.cli("permit", "export");
    try (Jmx jmx = Jmx.of(relay)) {
      long old = (Long) jmx.call("RelayLists", "version", "permit");
      try {
        jmx.call("RelayLists", "add", "permit", "10.77.0.1 # scanner", 0, "it scans", "");
        String text = (String) jmx.call("RelayLists", "text", "permit");
        assertThat(text).startsWith(before).endsWith("10.77.0.1 # scanner\n");
        assertThat((String[]) jmx.call("RelayLists", "uses")).contains("10.77.0.1 never used");
        assertThat((String[]) jmx.call("RelayLists", "warnings", "permit"))
            .anySatisfy(warning -> assertThat(warning).contains("10.77.0.1"));
        assertThat((String[]) jmx.call("RelayLists", "versions", "permit", 1))
            .singleElement()
            .asString()
            .contains("by=jmx +1 -0: it scans");
        long now = (Long) jmx.call("RelayLists", "version", "permit");
        assertThat((String) jmx.call("RelayLists", "difference", "permit", old, now))
            .endsWith("+10.77.0.1 # scanner\n");
        assertThat(
                (String[])
                    jmx.call(
                        "RelayLists",
                        "importText",
                        "permit",
                        "postfix-mynetworks",
                        "10.78.0.0/30",
                        false,
                        "",
                        ""))
            .contains("PERMITTED + 10.78.0.0/30");
        assertThatThrownBy(() -> jmx.call("RelayLists", "add", "permit", "10.1", 0, "", ""))
            .hasMessageContaining("10.1");
        assertThatThrownBy(
                () -> jmx.call("RelayLists", "add", "permit", "203.0.112.0/22", 0, "", ""))
            .hasMessageContaining("203.0.112.0/22");
        assertThat((String) jmx.call("RelayLists", "text", "permit")).isEqualTo(text);
        jmx.call("RelayLists", "remove", "permit", "10.77.0.1", "gone", "");
        assertThat((String) jmx.call("RelayLists", "text", "permit")).isEqualTo(before);
      } finally {
        jmx.call("RelayLists", "rollBack", "permit", old, "back", "");
      }
    }
    assertThat(relay.cli("permit", "export")).isEqualTo(before);
    assertThat(relay.cli("audit", "--limit", "20")).contains("permit.add", "permit.rollBack");
  }

  @Test
  void the_console_saves_what_opens_up_only_when_it_was_confirmed(RunningRelay relay)
      throws Exception {
    String address = "127.0.0.26";
    String refused = refused(relay, address, "a@example.com", "b@example.net");
    await().until(() -> relay.cli("decisions", "--client", address).contains(refused));
    relay.cli("connection", "add", "UNCONDITIONAL", address);
    String before = relay.cli("permit", "export");
    try (Browser browser = Browser.loggedIn("en", relay)) {
      browser.open("/permit.xhtml");
      browser.type("list:text", relay.listText("permit") + address);
      browser.press("list:save");
      browser.awaitText("list:opening", address + ": 1");
      assertThat(relay.cli("permit", "export")).isEqualTo(before);
      browser.press("list:allTheSame");
      browser.press("list:save");
      browser.awaitText("messages", "Saved");
      assertThat(relay.cli("permit", "export")).contains(address);
    } finally {
      relay.launcher().call("permit", "remove", address);
      relay.cli("connection", "remove", "UNCONDITIONAL", address);
    }
  }
}
