package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One verdict however it is asked: random clients, lists, accounts and addresses by a real session,
 * by REST, by JMX and on the command line. {@code -Dchukei.agreement.seed} draws other ones.
 */
class AgreementIT {

  private static final int SESSIONS = 1_000;
  private static final int RECIPIENTS = 10;
  private static final long SEED = Long.getLong("chukei.agreement.seed", 20_261_124);

  private static final String PERMITS =
      """
      127.0.1.0/29
      127.0.1.9,255.255.255.255
      127.0.1.10 account=info@example.jp
      127.0.1.11 sender-domain=example.com
      127.0.1.12 recipient-domain=example.net
      127.0.1.13 tls
      """;

  private static final String CONNECTIONS =
      """
      DENY 127.0.1.2
      ALLOW 127.0.1.3
      UNCONDITIONAL 127.0.1.0/28
      """;

  private static final List<String> SENDERS =
      List.of(
          "",
          "info@example.jp",
          "INFO+news@Example.JP",
          "info2@example.jp",
          "nobody@example.jp",
          "a@example.com",
          "b@example.net",
          "info%example.jp@example.com",
          "x@[192.0.2.1]");

  private static final List<String> RECIPIENTS_DRAWN =
      List.of(
          "info@example.jp",
          "Info+tag@EXAMPLE.jp",
          "info2@example.jp",
          "nobody@example.jp",
          "postmaster",
          "Postmaster@example.jp",
          "abuse@example.jp",
          "x@example.net",
          "x@example.com",
          "x%example.net@example.jp",
          "example.net!x@example.jp",
          "\"x@example.net\"@example.jp",
          "x@[192.0.2.1]",
          "x@[IPv6:2001:db8::1]");

  /**
   * @param account empty: not authenticated
   */
  private record Session(
      String service, String client, String account, String sender, List<String> recipients) {

    static Session random(Random random) {
      boolean submission = random.nextInt(3) == 0;
      boolean authenticated = submission && random.nextBoolean();
      Set<String> recipients = new LinkedHashSet<>();
      while (recipients.size() < RECIPIENTS) {
        recipients.add(RECIPIENTS_DRAWN.get(random.nextInt(RECIPIENTS_DRAWN.size())));
      }
      return new Session(
          submission ? "SUBMISSION" : "MX",
          "127.0.1." + random.nextInt(20),
          authenticated ? (random.nextBoolean() ? "info" : "info2") + "@example.jp" : "",
          SENDERS.get(random.nextInt(SENDERS.size())),
          List.copyOf(recipients));
    }

    JsonObject question() {
      JsonArrayBuilder to = Json.createArrayBuilder();
      recipients.forEach(to::add);
      JsonObjectBuilder question =
          Json.createObjectBuilder()
              .add("service", service)
              .add("client", client)
              .add("sender", sender)
              .add("recipients", to);
      if (!account.isEmpty()) {
        question.add("account", account);
      }
      return question.build();
    }
  }

  @Test
  void smtp_rest_jmx_and_the_command_line_agree_on_ten_thousand_recipients(@TempDir Path folder)
      throws Exception {
    Random random = new Random(SEED);
    List<Session> sessions = random.ints(SESSIONS).mapToObj(i -> Session.random(random)).toList();
    try (RunningRelay relay = RunningRelay.start(Map.of("CHUKEI_LIMIT_ERRORS", "1000"))) {
      SharedRelay.furnish(relay);
      relay.cli(
          "policy",
          "apply",
          "--permit",
          Files.writeString(folder.resolve("permit"), PERMITS).toString(),
          "--connection",
          Files.writeString(folder.resolve("connection"), CONNECTIONS).toString());

      List<String> smtp = new ArrayList<>();
      for (Session session : sessions) {
        smtp.addAll(bySmtp(relay, session));
      }
      assertThat(smtp).hasSize(SESSIONS * RECIPIENTS);
      assertThat(smtp.stream().map(reply -> reply.substring(0, 3)).distinct())
          .as("the cases tell the rules apart")
          .containsExactlyInAnyOrder("250", "530", "550", "554");

      Rest rest = new Rest(relay);
      List<String> byRest = new ArrayList<>();
      List<String> byJmx = new ArrayList<>();
      StringBuilder cases = new StringBuilder();
      try (Jmx jmx = Jmx.of(relay)) {
        for (Session session : sessions) {
          cases.append(session.question()).append('\n');
          rest.post("simulate", session.question()).getJsonArray("answers").stream()
              .map(answer -> withoutId(answer.asJsonObject().getString("reply")))
              .forEach(byRest::add);
          for (String recipient : session.recipients()) {
            byJmx.add(byJmx(jmx, session, recipient));
          }
        }
      }
      assertThat(byRest).isEqualTo(smtp);
      assertThat(byJmx).isEqualTo(smtp);
      Path file = Files.writeString(folder.resolve("cases"), cases);
      assertThat(
              relay
                  .cli("policy", "check", file.toString())
                  .lines()
                  .filter(line -> line.startsWith("line "))
                  .map(line -> line.replaceAll(".*?: .*?: (\\d{3} .*), rule \\d+$", "$1"))
                  .map(AgreementIT::withoutId))
          .containsExactlyElementsOf(smtp);
    }
  }

  /** A client that is turned away hears of it in the greeting, for whatever recipient. */
  private static List<String> bySmtp(RunningRelay relay, Session session) throws IOException {
    int port = session.service().equals("MX") ? relay.mxPort() : relay.submissionPort();
    List<String> replies = new ArrayList<>();
    try (Talk talk = Talk.greeted(session.client(), port)) {
      String greeting = talk.reply();
      if (!greeting.startsWith("220 ")) {
        session.recipients().forEach(recipient -> replies.add(withoutId(greeting)));
        return replies;
      }
      talk.tell("EHLO client.example");
      if (!session.account().isEmpty()) {
        talk.login(session.account(), SharedRelay.PASSWORD);
      }
      talk.tell("MAIL FROM:<" + session.sender() + ">");
      for (String recipient : session.recipients()) {
        replies.add(withoutId(talk.ask("RCPT TO:<" + recipient + ">")));
      }
    }
    return replies;
  }

  private static String byJmx(Jmx jmx, Session session, String recipient) throws Exception {
    String explained =
        (String)
            jmx.call(
                "RelayPolicy",
                "simulate",
                session.service(),
                session.client(),
                false,
                session.sender(),
                recipient,
                session.account(),
                "");
    return explained
        .lines()
        .filter(line -> line.startsWith("reply: "))
        .map(line -> withoutId(line.substring("reply: ".length())))
        .findFirst()
        .orElseThrow();
  }

  /** Each verdict has an id of its own. */
  private static String withoutId(String reply) {
    return reply.replaceAll(" \\(decision [^)]*\\)", "");
  }
}
