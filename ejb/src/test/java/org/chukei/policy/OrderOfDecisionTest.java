package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every combination of service, standing, AUTH, sender and recipient, and of what AUTH is offered,
 * against the tables in {@code order-of-decision*.txt}, which were written from relay-rules.md.
 */
class OrderOfDecisionTest {

  private static final List<AuthOffer> OFFERS =
      List.of(AuthOffer.NOW, AuthOffer.AFTER_STARTTLS, AuthOffer.NO);

  @ParameterizedTest
  @CsvSource({
    "order-of-decision.txt,                       standard, false",
    "order-of-decision-strict.txt,                strict,   false",
    "order-of-decision-permitted-need-auth.txt,   standard, true",
  })
  void each_combination_is_answered_as_the_rules_say(
      String table, String profile, String permittedNeedAuth) throws IOException {
    RelayPolicy policy =
        Trial.policy(
            Map.of(
                "CHUKEI_RULES_PROFILE", profile,
                "CHUKEI_RULES_OWN_NETWORKS", "198.51.100.0/24",
                "CHUKEI_RULES_PERMITTED_NEED_AUTH", permittedNeedAuth));
    List<Row> rows = rows(table);
    List<String> wrong = new ArrayList<>();
    for (Trial trial : all()) {
      List<Row> matching = rows.stream().filter(row -> row.matches(trial)).toList();
      assertThat(matching).as("lines of %s for %s", table, trial).hasSize(1);
      Row row = matching.get(0);
      compare(row, trial, policy, wrong);
      if (trial.recipient().equals("postmaster")) {
        compare(row, trial.to("PostMaster@EXAMPLE.jp"), policy, wrong);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(rows).allMatch(row -> all().stream().anyMatch(row::matches));
  }

  private static void compare(Row row, Trial trial, RelayPolicy policy, List<String> wrong) {
    Decision decision = trial.decide(policy, Trial.RULES);
    String reply = decision.verdict().reply().toString();
    boolean permitted =
        decision.verdict() instanceof Verdict.Accepted accepted && accepted.permitted();
    boolean asExpected =
        (reply.startsWith(row.reply(trial) + " ") || reply.equals(row.reply(trial)))
            && decision.rule().number() == row.rule()
            && permitted == row.traced(trial);
    if (!asExpected) {
      wrong.add(trial + ": " + reply + " by " + decision.rule() + (permitted ? " +x" : ""));
    }
    if (!(decision.verdict() instanceof Verdict.Accepted)) {
      assertThat(reply).endsWith(" (decision " + decision.id() + ")");
    }
    if (row.rule() == 1) {
      assertThat(decision.verdict().reply().status()).isEmpty();
    }
  }

  private static List<Trial> all() {
    List<Trial> all = new ArrayList<>();
    for (String service : Trial.SERVICES) {
      for (String standing : Trial.STANDINGS) {
        for (String auth : Trial.AUTHS) {
          for (String sender : Trial.SENDERS) {
            for (String recipient : Trial.RECIPIENTS) {
              for (AuthOffer offer : OFFERS) {
                all.add(new Trial(service, standing, auth, sender, recipient, offer));
              }
            }
          }
        }
      }
    }
    return all;
  }

  private static List<Row> rows(String table) throws IOException {
    try (InputStream in = OrderOfDecisionTest.class.getResourceAsStream(table)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Row::of)
          .toList();
    }
  }

  /**
   * @param replies one for each of {@link #OFFERS}
   */
  private record Row(List<List<String>> values, int rule, List<String> replies) {

    static Row of(String line) {
      String[] columns = line.split("\\s+", 7);
      List<List<String>> values = new ArrayList<>();
      List<List<String>> known =
          List.of(Trial.SERVICES, Trial.STANDINGS, Trial.AUTHS, Trial.SENDERS, Trial.RECIPIENTS);
      for (int i = 0; i < known.size(); i++) {
        List<String> listed =
            columns[i].equals("*") ? known.get(i) : List.of(columns[i].split(","));
        assertThat(known.get(i)).as(line).containsAll(listed);
        values.add(listed);
      }
      List<String> replies = List.of(columns[6].split(" \\| "));
      return new Row(
          values,
          Integer.parseInt(columns[5]),
          replies.size() == 1 ? List.of(replies.get(0), replies.get(0), replies.get(0)) : replies);
    }

    boolean matches(Trial trial) {
      return values.get(0).contains(trial.service())
          && values.get(1).contains(trial.standing())
          && values.get(2).contains(trial.auth())
          && values.get(3).contains(trial.sender())
          && values.get(4).contains(trial.recipient());
    }

    String reply(Trial trial) {
      return replies.get(OFFERS.indexOf(trial.offer())).replace(" +x", "").trim();
    }

    boolean traced(Trial trial) {
      return replies.get(OFFERS.indexOf(trial.offer())).endsWith("+x");
    }
  }
}
