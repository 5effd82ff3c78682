package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import org.chukei.account.NotFoundException;
import org.chukei.account.UnacceptableException;
import org.chukei.connector.api.Service;
import org.chukei.policy.Decision;
import org.chukei.policy.RelayQuestion;
import org.chukei.policy.Simulator;

/** The page that asks the rules in force. */
@Named("policyTest")
@ViewScoped
public class PolicyTestPage implements Serializable {

  @Inject private Simulator simulator;

  private String service = Service.MX.name();
  private String client = "";
  private boolean tls = true;
  private String sender = "";
  private String recipient = "";
  private String account = "";
  private String clientCertificate = "";
  private transient Decision decision;

  public void ask() {
    decision = null;
    try {
      decision =
          simulator.simulate(
              RelayQuestion.read(
                  service, client, tls, sender, recipient, account, clientCertificate));
    } catch (UnacceptableException e) {
      Texts.failed("test.unreadable", Texts.of("test." + e.field()), Texts.reason(e));
    } catch (NotFoundException e) {
      Texts.failed("refused", Texts.reason(e));
    }
  }

  public Service[] getServices() {
    return Service.values();
  }

  /** Null before the first question. */
  public Decision getDecision() {
    return decision;
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

  public boolean isTls() {
    return tls;
  }

  public void setTls(boolean tls) {
    this.tls = tls;
  }
}
