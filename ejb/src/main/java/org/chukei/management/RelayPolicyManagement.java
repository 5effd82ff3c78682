package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.Service;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.policy.RelayRules;
import org.chukei.policy.Simulator;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;

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
      String service, String client, String sender, String recipient, String account) {
    return DecisionText.of(
        simulator.simulate(
            service(service),
            network(client).first().toInetAddress(),
            sender.isEmpty() ? ReversePath.NULL : ReversePath.of(mailbox("sender", sender)),
            recipient.equalsIgnoreCase("postmaster")
                ? ForwardPath.POSTMASTER
                : ForwardPath.of(mailbox("recipient", recipient)),
            account.isEmpty() ? Optional.empty() : Optional.of(account)));
  }

  @Override
  public String explain(String decisionId) {
    return DecisionId.parse(decisionId)
        .flatMap(rules::decision)
        .map(DecisionText::of)
        .orElse(
            "no decision " + decisionId + " is known on this node; the mail log has it by this id");
  }

  private static Service service(String text) {
    try {
      return Service.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "service '" + text + "' must be MX, SUBMISSION or SUBMISSIONS", e);
    }
  }

  private static Network network(String text) {
    try {
      Network network = Network.parse(text);
      if (network.bits() == 128) {
        return network;
      }
    } catch (NetworkSyntaxException e) {
      throw new IllegalArgumentException("client: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("client '" + text + "' must be one address, not a network");
  }

  private static Mailbox mailbox(String what, String text) {
    return MailboxParser.mailbox(text)
        .orElseThrow(
            () -> new IllegalArgumentException(what + " '" + text + "' is not an address"));
  }
}
