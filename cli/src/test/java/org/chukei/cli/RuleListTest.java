package org.chukei.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chukei.cli.FakeServer.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleListTest {

  @TempDir private Path home;
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer(home);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_permit_without_unconditional_is_saved_with_a_warning() {
    server.answers(
        "POST /api/permit/entries",
        200,
        """
        {"text":"10.0.0.0/24\\n192.0.2.0/24\\n","version":3,"entries":[
          {"line":1,"text":"10.0.0.0/24","network":"10.0.0.0/24"},
          {"line":2,"text":"192.0.2.0/24","network":"192.0.2.0/24"}],
         "warnings":["line 1: old news","line 2: 192.0.2.0/24 is not UNCONDITIONAL"]}
        """);

    Ran ran = server.run("permit", "add", "192.0.2.0/24");

    assertThat(ran.status()).isZero();
    assertThat(ran.err().strip()).isEqualTo("warning: line 2: 192.0.2.0/24 is not UNCONDITIONAL");
    assertThat(server.requests())
        .containsExactly("POST /api/permit/entries {\"entry\":\"192.0.2.0/24\"}");
  }

  @Test
  void a_dangerous_list_asks_for_a_name() {
    server.answers(
        "POST /api/permit/entries",
        409,
        "{\"dangers\":[\"0.0.0.0/0: all of IPv4\"],\"message\":\"needs an acknowledgement\"}");

    Ran ran = server.run("permit", "add", "0.0.0.0/0");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("danger: 0.0.0.0/0: all of IPv4", "--acknowledge NAME");
  }

  @Test
  void the_name_is_handed_on() {
    server.answers("POST /api/permit/entries", 200, "{\"text\":\"\",\"version\":1}");

    assertThat(server.run("permit", "add", "0.0.0.0/0", "--acknowledge", "Sato").status()).isZero();
    assertThat(server.requests().get(0))
        .endsWith("{\"entry\":\"0.0.0.0/0\",\"acknowledge\":\"Sato\"}");
  }

  @Test
  void a_bad_line_of_a_file_is_named_with_its_number_and_text() throws IOException {
    server.answers(
        "POST /api/permit/import",
        422,
        "{\"errors\":[{\"line\":3,\"text\":\"10.1\",\"reason\":\"four octets are needed\"}]}");
    Path file = Files.writeString(home.resolve("list"), "# ours\n\n10.1\n");

    Ran ran = server.run("permit", "import", file.toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("line 3: '10.1': four octets are needed", "nothing was saved");
    assertThat(server.requests())
        .containsExactly("POST /api/permit/import {\"text\":\"# ours\\n\\n10.1\\n\"}");
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    Ran ran = server.run("permit", "import", home.resolve("absent").toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("absent can't be read: there is no such file or directory");
  }

  @Test
  void an_entry_is_removed_as_it_is_written() {
    server.answers(
        "DELETE /api/permit/entries?entry=192.168.0.100%2C255.255.255.255", 200, "{\"text\":\"\"}");

    assertThat(server.run("permit", "remove", "192.168.0.100,255.255.255.255").status()).isZero();
  }

  @Test
  void what_else_has_to_hold_stands_behind_the_network() {
    server.answers("POST /api/permit/entries", 200, "{\"text\":\"\"}");
    server.answers(
        "DELETE /api/permit/entries?entry=10.0.0.1%20client-cert%3DSHA256%3Aab", 200, "{}");

    assertThat(server.run("permit", "add", "10.0.0.1", "client-cert=SHA256:ab").status()).isZero();
    assertThat(server.run("permit", "remove", "10.0.0.1", "client-cert=SHA256:ab").status())
        .isZero();
    assertThat(server.requests().get(0)).endsWith("{\"entry\":\"10.0.0.1 client-cert=SHA256:ab\"}");
  }

  @Test
  void the_entries_are_told_with_how_often_and_when_they_were_used() {
    server.answers(
        "GET /api/permit",
        200,
        """
        {"text":"10.0.0.1 tls # ERP","version":3,"entries":[{"line":1,"text":"10.0.0.1 tls",
         "network":"10.0.0.1","conditions":["tls"],"hits":7,"lastUsed":"2026-11-24T09:00:00Z",
         "comment":"ERP"}]}
        """);

    assertThat(server.run("permit", "list").out().lines().toList().get(1))
        .containsPattern("^1 +10.0.0.1 tls +10.0.0.1 +7 +2026-11-24T09:00:00Z +ERP$");
  }

  @Test
  void check_fails_when_there_is_something_to_warn_of() {
    server.answers("GET /api/permit", 200, "{\"text\":\"\",\"warnings\":[\"line 1: x\"]}");
    assertThat(server.run("permit", "check").status()).isEqualTo(1);

    server.answers("GET /api/permit", 200, "{\"text\":\"\",\"warnings\":[]}");
    assertThat(server.run("permit", "check").status()).isZero();
  }

  @Test
  void a_connection_entry_takes_its_action_in_any_case_and_a_place() {
    server.answers("POST /api/connection/entries", 200, "{\"text\":\"\"}");

    assertThat(server.run("connection", "add", "deny", "192.0.2.0/24", "--at", "1").status())
        .isZero();
    assertThat(server.requests().get(0))
        .endsWith("{\"entry\":\"DENY 192.0.2.0/24\",\"position\":1}");
  }

  @Test
  void an_unknown_action_makes_no_sense() {
    assertThat(server.run("connection", "add", "PERMIT", "192.0.2.0/24").status()).isEqualTo(2);
  }

  @Test
  void entries_change_places_and_comments_stay() {
    server
        .answers(
            "GET /api/connection",
            200,
            """
            {"text":"# head\\nDENY 192.0.2.0/24\\n\\nALLOW 10.0.0.0/8 # ours\\nDENY 10.1.0.0/16\\n",
             "version":7,"entries":[{"line":2},{"line":4},{"line":5}]}
            """)
        .answers("PUT /api/connection", 200, "{\"text\":\"\"}");

    assertThat(server.run("connection", "move", "3", "1").status()).isZero();
    assertThat(server.requests().get(1))
        .endsWith(
            "{\"text\":\"# head\\nDENY 10.1.0.0/16\\n\\nDENY 192.0.2.0/24\\n"
                + "ALLOW 10.0.0.0/8 # ours\\n\",\"version\":7}");
  }

  @Test
  void a_place_that_is_not_there_is_refused() {
    server.answers("GET /api/connection", 200, "{\"text\":\"\",\"version\":1,\"entries\":[]}");

    assertThat(server.run("connection", "move", "1", "2").status()).isEqualTo(1);
  }

  @Test
  void versions_are_told_with_author_reason_and_how_much_they_changed() {
    server.answers(
        "GET /api/connection/versions?limit=2",
        200,
        """
        {"versions":[{"version":9,"author":"sato","savedAt":"2026-11-24T09:00:00Z",
          "reason":"spam","added":2,"removed":1}]}
        """);

    Ran ran = server.run("connection", "versions", "--limit", "2");

    assertThat(ran.out()).containsPattern("9 +2026-11-24T09:00:00Z +sato +\\+2 -1 +spam");
  }

  @Test
  void an_old_version_is_exported_octet_for_octet() {
    server.answers(
        "GET /api/permit/versions/7", 200, "{\"diff\":\"\",\"text\":\"\\t10.0.0.1 # 事務所\\n\\n#\"}");

    assertThat(server.run("permit", "export", "--version", "7").out())
        .isEqualTo("\t10.0.0.1 # 事務所\n\n#");
  }

  @Test
  void a_version_is_compared_with_the_one_before_or_with_another() {
    server.answers("GET /api/permit/versions/7", 200, "{\"diff\":\"+10.0.0.1\\n\"}");
    server.answers("GET /api/permit/versions/7/diff?to=0", 200, "{\"diff\":\"-10.0.0.1\\n\"}");

    assertThat(server.run("permit", "diff", "7").out()).isEqualTo("+10.0.0.1\n");
    assertThat(server.run("permit", "diff", "7", "0").out()).isEqualTo("-10.0.0.1\n");
  }

  @Test
  void going_back_hands_on_reason_and_name() {
    server.answers("POST /api/permit/versions/7/rollback", 200, "{\"version\":12}");

    Ran ran =
        server.run("permit", "rollback", "7", "--reason", "too wide", "--acknowledge", "Sato");

    assertThat(ran.out()).isEqualTo("back to version 7, which is version 12\n");
    assertThat(server.requests().get(0))
        .endsWith("{\"reason\":\"too wide\",\"acknowledge\":\"Sato\"}");
  }

  @Test
  void an_import_tells_what_it_would_change_and_what_is_dangerous_about_it() throws IOException {
    server.answers(
        "POST /api/permit/import",
        200,
        """
        {"saved":false,"version":3,"changes":[{"standing":"PERMITTED","addedIpv4":512,"addedIpv6":"0",
         "removedIpv4":1,"removedIpv6":"0","added":["203.0.112.0/23"],"removed":["10.0.0.1"]}],
         "dangers":["203.0.112.0/23 is public and wider than /24"],"warnings":[],"text":""}
        """);
    Path file = Files.writeString(home.resolve("main.cf"), "mynetworks = 203.0.112.0/23");

    Ran ran =
        server.run(
            "permit", "import", "--format", "postfix-mynetworks", file.toString(), "--dry-run");

    assertThat(ran.out().lines())
        .containsExactly(
            "PERMITTED +512 IPv4 and +0 IPv6 addresses",
            "  + 203.0.112.0/23",
            "PERMITTED -1 IPv4 and -0 IPv6 addresses",
            "  - 10.0.0.1",
            "danger: 203.0.112.0/23 is public and wider than /24",
            "to save it, somebody has to answer for that: --acknowledge NAME");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(server.requests().get(0))
        .endsWith(
            "{\"text\":\"mynetworks = 203.0.112.0/23\",\"format\":\"postfix-mynetworks\",\"dryRun\":true}");
  }
}
