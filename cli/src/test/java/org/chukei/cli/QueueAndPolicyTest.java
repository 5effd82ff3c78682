package org.chukei.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chukei.cli.FakeServer.Ran;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueAndPolicyTest {

  private static final String MESSAGE =
      """
      {"queueId":"4Q7X2M4PDK3VN","acceptedAt":"2026-11-24T00:00:00Z","sender":"","size":1234,
       "recipients":[{"address":"a@example.com","state":"DEFERRED","destination":"example.com","attempts":2,
         "nextAttempt":"2026-11-24T00:05:00Z","reason":"421 go\\u001b[2J away","relay":"mx[192.0.2.1]"},
        {"address":"b@example.com","state":"ACTIVE","attempts":0}]}
      """;

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
  void the_queue_shows_a_line_for_each_recipient_with_reason_and_next_attempt() {
    server.answers("GET /api/queue?limit=100", 200, "{\"messages\":[" + MESSAGE + "],\"total\":1}");

    Ran ran = server.run("queue", "list");

    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines())
        .hasSize(4)
        .anyMatch(
            line ->
                line.matches(
                    "4Q7X2M4PDK3VN +\\S+ +1234 +<> +<a@example.com> +DEFERRED +2"
                        + " +2026-11-24T00:05:00Z +example.com +421 .*"))
        .anyMatch(line -> line.matches("4Q7X2M4PDK3VN +\\S+ +1234 +<> +<b@example.com> +ACTIVE +0"))
        .endsWith("1 of 1 messages");
  }

  @Test
  void a_next_hop_s_words_do_not_drive_the_terminal() {
    server.answers("GET /api/queue/4Q7X2M4PDK3VN", 200, MESSAGE);

    assertThat(server.run("queue", "show", "4Q7X2M4PDK3VN").out())
        .contains("421 go\\x1B[2J away")
        .doesNotContain("\u001b");
  }

  @Test
  void mail_is_retried_held_released_rerouted_and_removed() {
    for (String action : List.of("retry", "hold", "release", "reroute", "remove")) {
      server.answers("POST /api/queue/" + action, 200, "{\"recipients\":5}");
    }

    assertThat(server.run("queue", "retry", "--all").out()).contains("5");
    server.run("queue", "hold", "4Q");
    server.run("queue", "release", "--sender", "<>", "--state", "held");
    server.run("queue", "reroute", "--destination", "example.com", "--to", "mx.example.net:25");
    server.run("queue", "remove", "--recipient", "@example.com", "--yes");
    assertThat(server.requests())
        .containsExactly(
            "POST /api/queue/retry {\"state\":\"all\"}",
            "POST /api/queue/hold {\"id\":\"4Q\"}",
            "POST /api/queue/release {\"sender\":\"<>\",\"state\":\"held\"}",
            "POST /api/queue/reroute {\"destination\":\"example.com\",\"to\":\"mx.example.net:25\"}",
            "POST /api/queue/remove {\"recipient\":\"@example.com\"}");
  }

  @Test
  void mail_is_removed_only_when_that_is_confirmed() {
    server.answers("POST /api/queue/remove", 200, "{\"recipients\":1}");

    assertThat(server.runWithInput("y\n", "queue", "remove", "4Q").status()).isEqualTo(1);
    assertThat(server.run("queue", "remove", "4Q").status()).isEqualTo(1);
    assertThat(server.requests()).isEmpty();
    assertThat(server.runWithInput("yes\n", "queue", "remove", "4Q").status()).isZero();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void what_says_nothing_changes_nothing() {
    assertThat(server.run("queue", "hold").status()).isEqualTo(2);
    assertThat(server.run("queue", "hold", "--all", "--sender", "<>").status()).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void delivery_and_destinations_are_paused_and_resumed() {
    server
        .answers(
            "POST /api/pauses/pause",
            200,
            """
            {"pauses":[{"what":"DESTINATION","destination":"example.com",
              "since":"2026-11-24T00:00:00Z","author":"api","reason":"they move"}]}
            """)
        .answers("POST /api/pauses/resume", 200, "{\"pauses\":[]}");

    assertThat(
            server
                .run("queue", "pause", "destination", "example.com", "--reason", "they move")
                .out())
        .contains("DESTINATION", "example.com", "2026-11-24T00:00:00Z", "api", "they move");
    assertThat(server.run("queue", "resume", "delivery").out()).contains("nothing is paused");
    assertThat(server.requests())
        .containsExactly(
            "POST /api/pauses/pause {\"what\":\"destination\",\"destination\":\"example.com\","
                + "\"reason\":\"they move\"}",
            "POST /api/pauses/resume {\"what\":\"delivery\"}");
  }

  @Test
  void a_case_is_simulated_and_explained() {
    server.answers(
        "POST /api/simulate",
        200,
        """
        {"answers":[{"verdict":"REFUSED","text":"reply: 550 5.7.1\\nrule 9 decided: foreign"}]}
        """);

    Ran ran =
        server.run(
            "simulate",
            "--client",
            "192.0.2.1",
            "--service",
            "submission",
            "--from",
            "<>",
            "--to",
            "x@example.com",
            "--auth",
            "info@example.jp",
            "--tls");

    assertThat(ran.status()).as("a refusal").isEqualTo(1);
    assertThat(ran.out()).contains("reply: 550 5.7.1\n", "rule 9 decided: foreign\n");
    assertThat(server.requests())
        .containsExactly(
            "POST /api/simulate {\"service\":\"SUBMISSION\",\"client\":\"192.0.2.1\",\"tls\":true,"
                + "\"sender\":\"<>\",\"recipients\":[\"x@example.com\"],"
                + "\"account\":\"info@example.jp\"}");
  }

  @Test
  void a_decision_is_explained_by_its_id() {
    server.answers(
        "GET /api/decisions/7QX2-M4PD-K3VN?language=ja", 200, "{\"text\":\"判定 7QX2-M4PD-K3VN\"}");

    assertThat(server.run("explain", "7QX2-M4PD-K3VN", "--language", "ja").out())
        .contains("判定 7QX2");
  }

  @Test
  void decisions_are_listed_by_what_is_given() {
    server.answers(
        "GET /api/decisions?limit=100&client=192.0.2.0%2F24&sender=%3C%3E",
        200, "{\"decisions\":[{\"decision\":\"7QX2-M4PD-K3VN\",\"verdict\":\"REFUSED\"}]}");

    assertThat(server.run("decisions", "--client", "192.0.2.0/24", "--from", "<>").out())
        .contains("7QX2-M4PD-K3VN", "REFUSED");
  }

  @Test
  void what_other_rules_would_change_is_counted_and_listed(@TempDir Path folder)
      throws IOException {
    Path draft = Files.writeString(folder.resolve("permit"), "192.0.2.0/24\n");
    server.answers(
        "POST /api/policy/what-if",
        200,
        """
        {"asked":20,"counts":{"newlyRelayedForeignToForeign":2,"newlyAccepted":1,"newlyRefused":4},
         "opensUp":true,"clients":[{"client":"192.0.2.1",
         "counts":{"newlyRelayedForeignToForeign":2,"newlyAccepted":1,"newlyRefused":0}}],
         "differences":[{"effect":"NEWLY_RELAYED_FOREIGN","decision":{"decision":"7QX2-M4PD-K3VN"},
         "drafted":"250 2.1.5 recipient ok"}]}
        """);

    Ran ran = server.run("policy", "what-if", "--permit", draft.toString(), "--days", "3");

    assertThat(ran.status()).as("it opens up").isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "of 20 recorded decisions, would newly refuse 4, newly accept 3, of these 2 foreign",
            "192.0.2.1: newly refused 0, newly accepted 1, foreign to foreign 2",
            "NEWLY_RELAYED_FOREIGN",
            "7QX2-M4PD-K3VN");
    assertThat(server.requests())
        .containsExactly("POST /api/policy/what-if {\"permits\":\"192.0.2.0/24\\n\",\"days\":3}");
  }

  @Test
  void the_console_s_password_is_changed() {
    server.answers("PUT /api/admin/password", 204, "");

    assertThat(server.runWithInput("new\n", "admin", "password", "--password-stdin").status())
        .isZero();
    assertThat(server.requests()).containsExactly("PUT /api/admin/password {\"password\":\"new\"}");
  }
}
