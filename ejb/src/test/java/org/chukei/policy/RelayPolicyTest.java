package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.policy.Decision.Fact;
import org.chukei.smtp.ReversePath;
import org.junit.jupiter.api.Test;

class RelayPolicyTest {

  private final RelayPolicy policy = Trial.policy(Map.of());

  @Test
  void a_client_denied_after_its_greeting_hears_503_at_the_next_rcpt() {
    Trial trial = new Trial("mx", "denied", "none", "foreign", "local", AuthOffer.NO);
    Decision decision = policy.decide(trial.request(), Trial.RULES);
    assertThat(decision.rule()).isEqualTo(Rule.DENIED);
    assertThat(decision.verdict().reply().toString()).startsWith("503 5.5.1 ");
  }

  @Test
  void a_client_that_is_not_denied_is_greeted() {
    Trial trial = new Trial("mx", "plain", "none", "foreign", "local", AuthOffer.NO);
    Decision decision = policy.greet(trial.request().session().client(), Trial.RULES);
    assertThat(decision.verdict()).isInstanceOf(Verdict.Accepted.class);
    assertThat(decision.remedy()).isEmpty();
  }

  @Test
  void without_rules_each_recipient_is_answered_451_and_the_session_opens() {
    Trial trial = new Trial("mx", "plain", "none", "foreign", "local", AuthOffer.NO);
    Decision decision = policy.withoutRules(trial.request());
    assertThat(decision.verdict()).isInstanceOf(Verdict.Deferred.class);
    assertThat(decision.verdict().reply().toString()).startsWith("451 4.3.0 ");
    assertThat(decision.rule().number()).isZero();
    assertThat(policy.greetWithoutRules(trial.request().session().client()).verdict())
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void the_replies_are_these_to_the_letter() {
    assertThat(reply("mx", "plain", "none", "foreign", "local"))
        .isEqualTo("250 2.1.5 recipient ok");
    assertThat(reply("mx", "plain", "none", "foreign", "foreign"))
        .matches("550 5\\.7\\.1 relaying denied \\(decision \\w{4}-\\w{4}-\\w{4}\\)");
    assertThat(reply("mx", "plain", "none", "foreign", "unknown"))
        .startsWith("550 5.1.1 no such user here (decision ");
    assertThat(reply("submission", "plain", "none", "local", "local"))
        .startsWith("530 5.7.0 authentication required (decision ");
  }

  @Test
  void no_reply_names_a_list_a_network_or_an_account() {
    for (Outcome outcome : Outcome.values()) {
      if (outcome != Outcome.NEXT) {
        String text = outcome.verdict(DecisionId.random(), false).reply().text();
        assertThat(text)
            .doesNotContainIgnoringCase("permit")
            .doesNotContainIgnoringCase("list")
            .doesNotContainIgnoringCase("strict")
            .doesNotContainIgnoringCase("unconditional");
      }
    }
  }

  @Test
  void the_strict_profile_is_for_our_own_networks_only() {
    RelayPolicy strict =
        Trial.policy(
            Map.of(
                "CHUKEI_RULES_PROFILE", "strict",
                "CHUKEI_RULES_OWN_NETWORKS", "192.0.2.0/24"));
    Trial trial = new Trial("mx", "plain", "none", "foreign", "local", AuthOffer.NO);
    assertThat(strict.decide(trial.request(), Trial.RULES).verdict())
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void an_account_that_was_removed_is_no_longer_authenticated() {
    Trial trial = new Trial("submission", "plain", "other", "local", "foreign", AuthOffer.NO);
    RelayRequest request = trial.request();
    SessionFacts then = request.session();
    SessionFacts gone =
        new SessionFacts(
            then.client(),
            "",
            true,
            then.tls(),
            Optional.empty(),
            Optional.of("x@example.jp"),
            AuthOffer.NO);
    Decision decision =
        policy.decide(new RelayRequest(gone, ReversePath.NULL, request.recipient()), Trial.RULES);
    assertThat(decision.verdict().reply().code()).isEqualTo(530);
    assertThat(decision.facts()).contains(new Fact("account", "removed since it authenticated"));
  }

  @Test
  void a_decision_tells_its_facts_in_order() {
    Decision decision =
        policy.decide(
            new Trial(
                    "submission", "effective", "none", "null", "foreign", AuthOffer.AFTER_STARTTLS)
                .request(),
            Trial.RULES);
    assertThat(decision.facts())
        .containsExactly(
            new Fact("service", "submission"),
            new Fact("client", "198.51.100.5"),
            new Fact("connection", "UNCONDITIONAL 198.51.100.5 (line 3)"),
            new Fact("permit", "198.51.100.5"),
            new Fact("helo", "client.example.com"),
            new Fact("tls", "-"),
            new Fact("auth", "- (offered after STARTTLS)"),
            new Fact("sender", "<>"),
            new Fact("recipient", "<someone@example.net>"),
            new Fact("rules", "7"));
  }

  @Test
  void a_client_that_its_proxy_does_not_name_is_permitted_nothing_even_where_the_proxy_is()
      throws Exception {
    Trial trial = new Trial("mx", "effective", "none", "foreign", "foreign", AuthOffer.NO);
    SessionFacts session = trial.request().session();
    InetAddress proxy = session.client().address();
    Client unnamed = new Client(Service.MX, proxy, 40_000, Optional.of(proxy), false);
    Decision decision = policy.decide(trial.from(unnamed), Trial.RULES);
    assertThat(policy.decide(trial.request(), Trial.RULES).rule()).isEqualTo(Rule.PERMIT);
    assertThat(decision.rule()).isEqualTo(Rule.RELAYING_DENIED);
    assertThat(decision.facts())
        .contains(
            new Fact("client", "- (the proxy does not say)"),
            new Fact("proxy", "198.51.100.5"),
            new Fact("connection", "ALLOW (no entry)"),
            new Fact("permit", "-"));
  }

  @Test
  void a_client_behind_a_proxy_is_judged_by_its_own_address() throws Exception {
    Trial trial = new Trial("mx", "effective", "none", "foreign", "foreign", AuthOffer.NO);
    InetAddress address = trial.request().session().client().address();
    InetAddress proxy = InetAddress.getByName("198.51.100.1"); // denied
    Client named = new Client(Service.MX, address, 40_000, Optional.of(proxy), true);
    assertThat(policy.decide(trial.from(named), Trial.RULES).rule()).isEqualTo(Rule.PERMIT);
    assertThat(policy.greet(named, Trial.RULES).verdict()).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void a_proxy_that_is_denied_is_so_when_it_speaks_for_itself() throws Exception {
    InetAddress proxy = InetAddress.getByName("198.51.100.1");
    Client unnamed = new Client(Service.MX, proxy, 40_000, Optional.of(proxy), false);
    assertThat(policy.greet(unnamed, Trial.RULES).verdict()).isInstanceOf(Verdict.Refused.class);
  }

  private static final String CERTIFICATE = "ab".repeat(32);

  private Decision withCertificate(Optional<String> shown, String permits) {
    RulesSnapshot rules = Trial.rules(permits, "UNCONDITIONAL 198.51.100.5");
    Trial trial = new Trial("mx", "effective", "none", "foreign", "foreign", AuthOffer.NO);
    SessionFacts s = trial.request().session();
    SessionFacts session =
        new SessionFacts(
            s.client(), s.helo(), true, s.tls(), shown, Optional.empty(), AuthOffer.NO);
    RelayRequest request = trial.request();
    return policy.decide(new RelayRequest(session, request.sender(), request.recipient()), rules);
  }

  @Test
  void an_entry_with_a_client_certificate_permits_who_shows_that_and_nobody_else() {
    String entry = "198.51.100.0/24 client-cert=SHA256:" + CERTIFICATE;
    assertThat(withCertificate(Optional.of(CERTIFICATE), entry).rule()).isEqualTo(Rule.PERMIT);
    assertThat(withCertificate(Optional.of(CERTIFICATE), entry).facts())
        .contains(new Fact("permit", entry), new Fact("client-cert", "SHA256:" + CERTIFICATE));
    for (Optional<String> other : List.of(Optional.<String>empty(), Optional.of("cd".repeat(32)))) {
      Decision refused = withCertificate(other, entry);
      assertThat(refused.rule()).isEqualTo(Rule.RELAYING_DENIED);
      assertThat(refused.facts())
          .contains(new Fact("permit", "- (" + entry.replace(" client", ": client") + ")"));
      assertThat(refused.remedy())
          .contains("the client met the conditions of its entry on the permit list");
    }
  }

  @Test
  void an_entry_without_conditions_permits_beside_one_with_conditions() {
    String entry = "198.51.100.5 client-cert=SHA256:" + CERTIFICATE;
    assertThat(withCertificate(Optional.empty(), entry + "\n198.51.0.0/16").rule())
        .isEqualTo(Rule.PERMIT);
  }

  @Test
  void a_decision_tells_each_rule_tried_and_the_last_one_decided() {
    Decision decision =
        policy.decide(
            new Trial("mx", "permitted", "none", "foreign", "foreign", AuthOffer.NO).request(),
            Trial.RULES);
    assertThat(decision.explanation().stream().map(step -> step.rule().number()))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    List<Decision.Step> decided =
        decision.explanation().stream().filter(Decision.Step::decided).toList();
    assertThat(decided).hasSize(1);
    assertThat(decided.get(0).rule()).isEqualTo(Rule.RELAYING_DENIED);
    assertThat(decision.explanation().get(4).why())
        .isEqualTo("the client is permitted, but not UNCONDITIONAL on the connection list");
  }

  @Test
  void a_refusal_tells_what_would_have_let_it_pass() {
    assertThat(remedy("mx", "permitted", "none", "foreign", "foreign"))
        .isEqualTo(
            "it would have passed if the client came by the submission service, authenticated as"
                + " an account that owns the sender; or if the client were UNCONDITIONAL on the"
                + " connection list");
    assertThat(remedy("mx", "plain", "none", "foreign", "unknown"))
        .isEqualTo("it would have passed if the recipient were a local user");
    assertThat(remedy("submission", "plain", "other", "local", "foreign"))
        .isEqualTo("it would have passed if the account owned the sender");
    assertThat(remedy("mx", "plain", "none", "foreign", "local")).isEmpty();
  }

  @Test
  void explanations_never_contradict_one_another() {
    for (String standing : Trial.STANDINGS) {
      for (String auth : Trial.AUTHS) {
        for (String recipient : Trial.RECIPIENTS) {
          Decision decision =
              policy.decide(
                  new Trial("mx", standing, auth, "local", recipient, AuthOffer.NO).request(),
                  Trial.RULES);
          assertThat(decision.explanation().stream().map(Decision.Step::why))
              .as(
                  decision.explanation().stream()
                      .map(Object::toString)
                      .collect(Collectors.joining()))
              .noneMatch(String::isBlank);
          assertThat(decision.explanation().get(decision.explanation().size() - 1).rule())
              .isEqualTo(decision.rule());
          assertThat(decision.remedy().isEmpty())
              .isEqualTo(decision.verdict() instanceof Verdict.Accepted);
        }
      }
    }
  }

  private String reply(String service, String standing, String auth, String from, String to) {
    return policy
        .decide(new Trial(service, standing, auth, from, to, AuthOffer.NO).request(), Trial.RULES)
        .verdict()
        .reply()
        .toString();
  }

  private String remedy(String service, String standing, String auth, String from, String to) {
    return policy
        .decide(new Trial(service, standing, auth, from, to, AuthOffer.NO).request(), Trial.RULES)
        .remedy();
  }
}
