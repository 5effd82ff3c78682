package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import org.chukei.account.UnacceptableException;
import org.chukei.connector.api.DecisionId;
import org.chukei.policy.RelayQuestion;
import org.chukei.policy.RelayRules;
import org.chukei.policy.Simulator;

/** An EJB, because a JMX thread brings no application context and the EJB container sets one. */
@Singleton
@Local(RelayPolicyMXBean.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class RelayPolicyManagement implements RelayPolicyMXBean {

  @Inject private RelayRules rules;
  @Inject private Simulator simulator;

  @Override
  public long getRulesVersion() {
    return rules.version();
  }

  @Override
  public void reload() {
    rules.reload();
  }

  @Override
  public String test(
      String service,
      String client,
      String sender,
      String recipient,
      String account,
      String clientCertificate) {
    try {
      return DecisionText.of(
          RelayQuestion.read(service, client, sender, recipient, account, clientCertificate)
              .ask(simulator));
    } catch (UnacceptableException e) {
      // A JMX client does not know our classes.
      throw new IllegalArgumentException(e.field() + ": " + e.getMessage());
    }
  }

  @Override
  public String explain(String decisionId) {
    return DecisionId.parse(decisionId)
        .flatMap(rules::decision)
        .map(DecisionText::of)
        .orElse(
            "no decision " + decisionId + " is known on this node; the mail log has it by this id");
  }
}
