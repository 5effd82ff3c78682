package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chukei.audit.AuditEntry.Door;
import org.chukei.audit.AuditLog;
import org.chukei.connector.api.DecisionId;
import org.chukei.decision.DecisionFilter;
import org.chukei.decision.DecisionLog;
import org.chukei.decision.Explanation;
import org.chukei.limit.Gateways;
import org.chukei.policy.Decision;
import org.chukei.policy.RelayQuestion;
import org.chukei.policy.RelayRules;
import org.chukei.policy.Simulator;
import org.chukei.selftest.Finding;
import org.chukei.selftest.SelfTest;
import org.chukei.selftest.SelfTestResult;
import org.chukei.traffic.LastHour;

/** An EJB, because a JMX thread brings no application context and the EJB container sets one. */
@Singleton
@Local(RelayPolicyMXBean.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class RelayPolicyManagement implements RelayPolicyMXBean {

  @Inject private RelayRules rules;
  @Inject private Simulator simulator;
  @Inject private DecisionLog decisions;
  @Inject private SelfTest selfTest;
  @Inject private Gateways gateways;
  @Inject private LastHour lastHour;
  @Inject private AuditLog audit;

  @Override
  public long getRulesVersion() {
    return rules.version();
  }

  @Override
  public void reload() {
    audit.recorded(
        QueueManagement.AUTHOR,
        Door.JMX,
        "policy.reload",
        "",
        () -> {
          rules.reload();
          return rules.version();
        });
  }

  @Override
  public String simulate(
      String service,
      String client,
      boolean tls,
      String sender,
      String recipient,
      String account,
      String clientCertificate) {
    return Asked.of(
        () ->
            Explanation.of(
                simulator.simulate(
                    RelayQuestion.read(
                        service, client, tls, sender, recipient, account, clientCertificate)),
                Locale.ENGLISH));
  }

  @Override
  public String explain(String decisionId, String language) {
    return Asked.of(
        () ->
            find(decisionId)
                .map(decision -> Explanation.of(decision, Locale.forLanguageTag(language)))
                .orElse(
                    "no decision "
                        + decisionId
                        + " is recorded (any more); the mail log has it by this id"));
  }

  private Optional<Decision> find(String id) throws IOException {
    Optional<DecisionId> known = DecisionId.parse(id);
    return known.isPresent() ? decisions.find(known.get()) : Optional.empty();
  }

  @Override
  public String[] findDecisions(
      String client,
      String sender,
      String recipient,
      String account,
      String verdict,
      String from,
      String until,
      int limit) {
    return Asked.of(
        () -> {
          DecisionFilter filter =
              DecisionFilter.read(client, sender, recipient, account, verdict, from, until);
          return decisions.find(filter, limit).stream()
              .map(DecisionLine::of)
              .toArray(String[]::new);
        });
  }

  @Override
  public String getSelfTest() {
    return selfTest.last().map(SelfTestResult::text).orElse("not run yet");
  }

  @Override
  public String runSelfTest() {
    SelfTestResult result = selfTest.run();
    return Stream.concat(Stream.of(result.text()), result.findings().stream().map(Finding::text))
        .collect(Collectors.joining("\n"));
  }

  @Override
  public String[] getSuspectedGateways() {
    return gateways.suspects().stream().map(Gateways.Suspect::text).toArray(String[]::new);
  }

  @Override
  public String[] getVerdictsOfLastHour() {
    Map<String, Long> verdicts = new HashMap<>();
    lastHour
        .reasons()
        .forEach(
            (rule, counts) ->
                counts.forEach((verdict, count) -> verdicts.put(verdict + " " + rule, count)));
    return verdicts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(verdict -> verdict.getKey() + ": " + verdict.getValue())
        .toArray(String[]::new);
  }

  @Override
  public Map<String, Long> getDeliveriesOfLastHour() {
    Map<String, Long> deliveries = new TreeMap<>();
    for (LastHour.Minute minute : lastHour.minutes()) {
      minute
          .deliveries()
          .forEach((result, count) -> deliveries.merge(result.name(), count, Long::sum));
    }
    return deliveries;
  }

  @Override
  public long getDecisionsSeen() {
    return decisions.seen();
  }

  @Override
  public long getDecisionsRecorded() {
    return decisions.recorded();
  }
}
