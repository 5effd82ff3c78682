package org.chukei.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.chukei.cli.FakeServer.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChukeiTest {

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
  void a_domain_is_added() {
    server.answers("POST /api/domains", 201, "{\"name\":\"example.jp\"}");

    Ran ran = server.run("domain", "add", "example.jp");

    assertThat(ran).isEqualTo(new Ran(0, "added example.jp" + System.lineSeparator(), ""));
    assertThat(server.requests()).containsExactly("POST /api/domains {\"name\":\"example.jp\"}");
  }

  @Test
  void a_password_comes_from_standard_input_without_its_line_end() {
    server.answers("POST /api/accounts", 201, "{}");

    Ran ran =
        server.runWithInput(
            " secret-1 \r\nmore\n", "account", "add", "info@example.jp", "--password-stdin");

    assertThat(ran.status()).isZero();
    assertThat(server.requests())
        .containsExactly(
            "POST /api/accounts {\"address\":\"info@example.jp\",\"password\":\" secret-1 \"}");
  }

  @Test
  void no_password_on_standard_input_is_refused_before_the_server_is_asked() {
    Ran ran = server.run("account", "add", "info@example.jp", "--password-stdin");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("no password on standard input");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void an_account_needs_to_be_told_whether_it_has_a_password() {
    assertThat(server.run("account", "add", "info@example.jp").status()).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void what_is_no_plain_character_is_escaped_in_a_path() {
    server.answers("DELETE /api/accounts/a%2Fb%3F%20c%2Bx%40example.jp", 204, "");

    assertThat(server.run("account", "remove", "a/b? c+x@example.jp").status()).isZero();
  }

  @Test
  void aliases_and_grants_are_added_and_removed() {
    server
        .answers("POST /api/accounts/info%40example.jp/aliases", 201, "{}")
        .answers("DELETE /api/accounts/info%40example.jp/grants/x%40example.com", 204, "");

    assertThat(server.run("account", "alias", "add", "info@example.jp", "i@example.jp").status())
        .isZero();
    assertThat(
            server.run("account", "grant", "remove", "info@example.jp", "x@example.com").status())
        .isZero();
    assertThat(server.requests().get(0)).endsWith("{\"address\":\"i@example.jp\"}");
  }

  @Test
  void the_server_s_own_words_say_why_not() {
    server.answers("POST /api/domains", 409, "{\"message\":\"example.jp is there already\"}");

    Ran ran = server.run("domain", "add", "example.jp");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("example.jp is there already");
  }

  @Test
  void an_answer_that_is_no_json_is_told_by_its_status() {
    server.answers("GET /api/domains", 502, "<html>bad gateway</html>");

    Ran ran = server.run("domain", "list");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("502");
  }

  @Test
  void json_is_passed_on_as_it_is() {
    server.answers("GET /api/domains", 200, "{\"domains\":[{\"name\":\"例え.jp\"}]}");

    assertThat(server.run("domain", "list", "--json").out().strip())
        .isEqualTo("{\"domains\":[{\"name\":\"例え.jp\"}]}");
  }

  @Test
  void without_a_server_the_exit_status_is_3_and_the_remedy_is_told() {
    server.close();

    Ran ran = server.run("domain", "list");

    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("./chukei run");
  }

  @Test
  void a_home_that_no_server_has_used_is_status_3_too() throws IOException {
    Files.delete(home.resolve("api.token"));

    Ran ran = server.run("domain", "list");

    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("./chukei run", home.toString());
  }

  @Test
  void another_server_s_token_is_told_as_such() throws IOException {
    Files.writeString(home.resolve("api.token"), "of-another-home");

    Ran ran = server.run("domain", "list");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("CHUKEI_HOME");
  }

  @Test
  void what_run_left_behind_tells_where_the_server_is() throws IOException {
    server.answers("GET /api/domains", 200, "{\"domains\":[]}");
    Files.writeString(
        home.resolve("run.state"),
        "STAGE=serving\nHTTP_HOST=127.0.0.1\nHTTP_PORT=" + server.port() + "\n");

    Ran ran = FakeServer.run(Map.of("CHUKEI_HOME", home.toString()), "", "domain", "list");

    assertThat(ran.status()).isZero();
  }

  @Test
  void a_properties_file_tells_it_where_there_was_no_run() throws IOException {
    server.answers("GET /api/domains", 200, "{\"domains\":[]}");
    Files.writeString(
        home.resolve("chukei.properties"),
        "chukei.http.address=0.0.0.0\nchukei.http.port=" + server.port() + "\n");

    Ran ran = FakeServer.run(Map.of("CHUKEI_HOME", home.toString()), "", "domain", "list");

    assertThat(ran.status()).isZero();
  }

  @Test
  void an_unknown_command_is_status_2() {
    assertThat(server.run("domains").status()).isEqualTo(2);
    assertThat(server.run("domain").status()).isEqualTo(2);
    assertThat(server.run("domain", "add").status()).isEqualTo(2);
    assertThat(server.run("queue", "retry").status()).isEqualTo(2);
  }

  @Test
  void every_command_has_help() {
    for (String command :
        new String[] {
          "permit",
          "connection",
          "domain",
          "account",
          "group",
          "queue",
          "policy",
          "simulate",
          "explain",
          "decisions",
          "audit",
          "user",
          "admin"
        }) {
      Ran ran = server.run(command, "--help");
      assertThat(ran.status()).as(command).isZero();
      assertThat(ran.out()).contains("Usage: ./chukei " + command);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          frobnicate               | there is no command 'frobnicate'
          permit frobnicate        | there is no command 'frobnicate'
          permit                   | a command is missing
          settings frobnicate      | 'frobnicate' is too much
          settings --frobnicate    | there is no option '--frobnicate'
          permit diff one          | 'one' is not a whole number
          queue list --limit many  | 'many' is not a whole number
          account alias FROB a b   | but was 'FROB'
          """)
  void what_makes_no_sense_is_told_with_the_word_and_a_remedy(String words, String reason) {
    Ran ran = server.run(words.split(" "));

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err().lines().findFirst().orElseThrow()).startsWith("chukei: ").contains(reason);
    assertThat(ran.err().lines().reduce((a, b) -> b).orElseThrow())
        .matches("chukei: \\./chukei.* --help tells more");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void the_commands_there_are_are_told_where_one_is_unknown() {
    assertThat(server.run("permit", "frobnicate").err())
        .contains("./chukei permit has ", "add, ", "rollback, ");
  }

  @Test
  void a_port_that_is_none_is_told() {
    Ran ran =
        FakeServer.run(
            Map.of("CHUKEI_HOME", home.toString(), "CHUKEI_HTTP_PORT", "frob"),
            "",
            "domain",
            "list");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).isEqualTo("chukei: CHUKEI_HTTP_PORT='frob': must be a port number\n");
  }

  @Test
  void a_version_that_can_not_be_is_told_without_asking() {
    Ran ran = server.run("permit", "export", "--version", "-1");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("not -1");
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void what_if_takes_either_word_for_the_need_of_authentication(boolean need) {
    server.run("policy", "what-if", "--permitted-need-auth", Boolean.toString(need));

    assertThat(server.requests())
        .containsExactly(
            "POST /api/policy/what-if {\"days\":7,\"permittedNeedAuth\":" + need + "}");
  }

  @Test
  void where_a_backup_can_not_be_written_the_reason_is_told() {
    Ran ran = server.run("backup", home.resolve("absent").resolve("b.tar.gz").toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("b.tar.gz can't be written: there is no such file or directory");
    assertThat(server.requests()).isEmpty();
  }
}
