package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.Service;
import org.chukei.policy.Decision;
import org.chukei.policy.RelayQuestion;
import org.chukei.policy.RelayRules;
import org.chukei.policy.Simulator;
import org.chukei.web.VerdictKind;

/** The page that asks the rules, and shows why a refusal was one. */
@Named("policyTest")
@ViewScoped
public class PolicyTestPage implements Serializable {

  @Inject private Simulator simulator;
  @Inject private RelayRules rules;

  private String service = Service.MX.name();
  private String client = "";
  private String sender = "";
  private String recipient = "";
  private String account = "";
  private String clientCertificate = "";
  private String decisionId = "";
  private transient Decision decision;

  public void ask() {
    decision = null;
    try {
      decision =
          RelayQuestion.read(service, client, sender, recipient, account, clientCertificate)
              .ask(simulator);
    } catch (UnacceptableException e) {
      Texts.failed("test.unreadable", Texts.of("test." + e.field()), Reasons.in(e.getMessage()));
    }
  }

  public void find() {
    Optional<Decision> found = DecisionId.parse(decisionId.trim()).flatMap(rules::decision);
    decision = found.orElse(null);
    if (found.isEmpty()) {
      Texts.failed("test.noDecision");
    }
  }

  public Service[] getServices() {
    return Service.values();
  }

  /** Null before the first question. */
  public Decision getDecision() {
    return decision;
  }

  public VerdictKind getVerdict() {
    return VerdictKind.of(decision.verdict());
  }

  public String getService() {
    return service;
  }

  public void setService(String service) {
    this.service = service;
  }

  public String getClient() {
    return client;
  }

  public void setClient(String client) {
    this.client = client;
  }

  public String getSender() {
    return sender;
  }

  public void setSender(String sender) {
    this.sender = sender;
  }

  public String getRecipient() {
    return recipient;
  }

  public void setRecipient(String recipient) {
    this.recipient = recipient;
  }

  public String getAccount() {
    return account;
  }

  public void setAccount(String account) {
    this.account = account;
  }

  public String getClientCertificate() {
    return clientCertificate;
  }

  public void setClientCertificate(String clientCertificate) {
    this.clientCertificate = clientCertificate;
  }

  public String getDecisionId() {
    return decisionId;
  }

  public void setDecisionId(String decisionId) {
    this.decisionId = decisionId;
  }
}
