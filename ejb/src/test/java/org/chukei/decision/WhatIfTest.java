package org.chukei.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.chukei.account.Accounts;
import org.chukei.account.LocalDomains;
import org.chukei.account.TestRules;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.database.TestDatabase;
import org.chukei.decision.Replay.Effect;
import org.chukei.policy.ChangedBy;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.Decision;
import org.chukei.policy.ListEdit;
import org.chukei.policy.ListRejectedException;
import org.chukei.policy.PermitList;
import org.chukei.policy.RelayRules;
import org.chukei.policy.RulesDraft;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;
import org.chukei.store.NodeName;
import org.chukei.store.TestTransactions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhatIfTest {

  private static final Clock CLOCK = Clock.fixed(Decisions.NOW, ZoneOffset.UTC);
  private static final int QUESTIONS = 10_000;
  @TempDir private static Path home;

  /** A server with its own database, and the same domain and accounts as any other here. */
  private static final class Server implements AutoCloseable {

    private final TestDatabase database = new TestDatabase();
    private final TestRules stored = new TestRules(database);
    private final RelayRules rules;
    private final DecisionLog log;
    private final WhatIf whatIf;

    Server(String permits, String connections, Map<String, String> more) {
      Map<String, String> environment = new HashMap<>(more);
      environment.put("CHUKEI_HOME", home.toString());
      environment.put("CHUKEI_DECISIONS_PER_SECOND", "20000");
      environment.put("CHUKEI_RULES_OWN_NETWORKS", "10.0.0.0/28");
      Settings settings = Settings.of(environment, Map.of(), Map.of());
      rules = new RelayRules(settings, CLOCK, stored);
      stored.afterChange(() -> rules.reload());
      LocalDomains domains = new LocalDomains(stored);
      domains.add("example.jp");
      new Accounts(stored).add("info@example.jp", Optional.empty());
      new PermitList(settings, stored, CLOCK).save(edit(permits));
      new ConnectionList(settings, stored, CLOCK).save(edit(connections));
      rules.reload();
      log = new DecisionLog(settings, new TestTransactions(database), new NodeName("one"), CLOCK);
      whatIf = new WhatIf(log, rules, CLOCK);
    }

    private static ListEdit edit(String text) {
      return new ListEdit(
          text, OptionalLong.empty(), new ChangedBy("admin", "", Optional.of("admin")));
    }

    @Override
    public void close() throws Exception {
      database.close();
    }
  }

  @Test
  void the_predicted_differences_are_those_of_a_server_that_has_the_new_rules() throws Exception {
    String draftedPermits = "10.0.0.4/30\n10.0.0.9\n10.0.0.12/30";
    String draftedConnections = "DENY 10.0.0.1\nUNCONDITIONAL 10.0.0.0/29\nUNCONDITIONAL 10.0.0.12";
    try (Server before =
            new Server(
                "10.0.0.0/29\n10.0.0.9", "DENY 10.0.0.2\nUNCONDITIONAL 10.0.0.0/28", Map.of());
        Server after =
            new Server(
                draftedPermits,
                draftedConnections,
                Map.of(
                    "CHUKEI_RULES_PROFILE",
                    "strict",
                    "CHUKEI_RULES_PERMITTED_NEED_AUTH",
                    "true"))) {
      Random random = new Random(20261124);
      List<Decision> recorded = new ArrayList<>();
      for (int i = 0; i < QUESTIONS; i++) {
        Decision decision = before.rules.decide(request(random));
        recorded.add(decision);
        before.log.record(decision);
      }
      before.log.flush();

      Replay replay =
          before.whatIf.replay(
              new RulesDraft(
                  Optional.of(draftedPermits),
                  Optional.of(draftedConnections),
                  Optional.of(true),
                  Optional.of(true)),
              1);

      Map<Effect, Set<String>> really = new HashMap<>();
      for (Decision decision : recorded) {
        RelayRequest request = decision.request().orElseThrow();
        boolean passes = passes(after.rules.decide(request));
        if (passes != passes(decision)) {
          really
              .computeIfAbsent(effect(request, passes), effect -> new HashSet<>())
              .add(decision.id().text());
        }
      }
      assertThat(replay.asked()).isEqualTo(QUESTIONS);
      assertThat(really).containsOnlyKeys(Effect.values());
      for (Effect effect : Effect.values()) {
        assertThat(replay.all().of(effect)).isEqualTo(really.get(effect).size());
      }
      assertThat(replay.differences())
          .hasSize(Replay.LISTED)
          .allSatisfy(d -> assertThat(really.get(d.effect())).contains(d.recorded().id().text()))
          .extracting(d -> d.recorded().id())
          .doesNotHaveDuplicates();
    }
  }

  private static Effect effect(RelayRequest request, boolean passes) {
    boolean strangers =
        !request.sender().address().endsWith("@example.jp")
            && !request.recipient().address().endsWith("@example.jp")
            && request.recipient().mailbox().isPresent();
    return !passes
        ? Effect.NEWLY_REFUSED
        : strangers ? Effect.NEWLY_RELAYED_FOREIGN : Effect.NEWLY_ACCEPTED;
  }

  private static boolean passes(Decision decision) {
    return decision.verdict() instanceof Verdict.Accepted;
  }

  private static RelayRequest request(Random random) {
    Service service = Service.values()[random.nextInt(3)];
    boolean authenticated = random.nextInt(3) == 0;
    return new RelayRequest(
        new SessionFacts(
            new Client(
                service, Decisions.address("10.0.0." + random.nextInt(16)).toInetAddress(), 40_000),
            "x.example",
            true,
            Optional.empty(),
            Optional.empty(),
            authenticated ? Optional.of("info@example.jp") : Optional.empty(),
            AuthOffer.values()[random.nextInt(3)]),
        ReversePath.ofAddress(
                pick(random, "", "info@example.jp", "nobody@example.jp", "friend@example.com"))
            .orElseThrow(),
        ForwardPath.ofAddress(
                pick(random, "postmaster", "info@example.jp", "no@example.jp", "x@example.net"))
            .orElseThrow());
  }

  private static String pick(Random random, String... of) {
    return of[random.nextInt(of.length)];
  }

  @Test
  void a_connection_that_was_turned_away_would_be_let_in() throws Exception {
    try (Server server = new Server("", "DENY 10.0.0.1", Map.of())) {
      server.log.record(server.rules.greet(Decisions.client("10.0.0.1")));
      server.log.flush();
      Replay replay =
          server.whatIf.replay(
              new RulesDraft(Optional.empty(), Optional.of(""), Optional.empty(), Optional.empty()),
              1);
      assertThat(replay.all().of(Effect.NEWLY_ACCEPTED)).isEqualTo(1);
      assertThat(replay.byClient()).containsOnlyKeys(Decisions.address("10.0.0.1"));
      assertThat(replay.opensUp()).isFalse();
    }
  }

  @Test
  void nothing_changes_by_a_draft_of_what_is_in_force_and_a_bad_line_is_named() throws Exception {
    try (Server server = new Server("10.0.0.1", "", Map.of())) {
      server.log.record(Decisions.refused());
      server.log.flush();
      RulesDraft same =
          new RulesDraft(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
      assertThat(server.whatIf.replay(same, 1).differences()).isEmpty();
      RulesDraft bad =
          new RulesDraft(Optional.of("10.1"), Optional.empty(), Optional.empty(), Optional.empty());
      assertThatThrownBy(() -> server.whatIf.replay(bad, 1))
          .isInstanceOf(ListRejectedException.class);
    }
  }
}
