package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chukei.account.ChangeRefusedException;
import org.chukei.config.TlsPolicy;
import org.chukei.transport.Router;
import org.chukei.transport.Transport;
import org.chukei.transport.Transports;

/** The page of the transport table. */
@Named("transports")
@ViewScoped
public class TransportsPage extends TablePage<Transport> {

  @Inject private Transports transports;
  @Inject private Router router;

  private String recipient = "";
  private String sender = "";
  private String route = "";
  private String tls = "";
  private String source = "";
  private String user = "";
  private String secret = "";
  private String testSender = "";
  private String testAddress = "";
  private transient Router.Explanation explanation;

  @Override
  String table() {
    return "transports:table";
  }

  @Override
  long count(String wanted) {
    return transports.count(wanted);
  }

  @Override
  List<Transport> page(String wanted, int first, int most) {
    return transports.list(wanted, first, most);
  }

  @Override
  String key(Transport row) {
    return row.label();
  }

  /** As an operator writes them. */
  public List<String> getPolicies() {
    return Arrays.stream(TlsPolicy.values()).map(TlsPolicy::word).toList();
  }

  public void add() {
    Runnable change =
        () -> transports.add(Transport.read(recipient, sender, route, tls, source, user, secret));
    if (Attempt.at(change, "transports.added", recipient.trim())) {
      recipient = "";
      sender = "";
      route = "";
      tls = "";
      source = "";
      user = "";
      secret = "";
    }
  }

  public void remove(Transport removed) {
    Attempt.at(
        () -> transports.remove(removed.recipient().text(), removed.sender().text()),
        "transports.removed",
        removed.label());
  }

  public void test() {
    explanation = null;
    try {
      explanation = router.explain(testSender, testAddress);
    } catch (ChangeRefusedException e) {
      Texts.failed("transports.unreadable", Texts.reason(e));
    }
  }

  /** Null before the first question. */
  public Router.Explanation getExplanation() {
    return explanation;
  }

  public String getRecipient() {
    return recipient;
  }

  public void setRecipient(String recipient) {
    this.recipient = recipient;
  }

  public String getSender() {
    return sender;
  }

  public void setSender(String sender) {
    this.sender = sender;
  }

  public String getRoute() {
    return route;
  }

  public void setRoute(String route) {
    this.route = route;
  }

  public String getTls() {
    return tls;
  }

  /** Faces gives null for the choice whose value is empty. */
  public void setTls(String tls) {
    this.tls = Optional.ofNullable(tls).orElse("");
  }

  public String getSource() {
    return source;
  }

  public void setSource(String source) {
    this.source = source;
  }

  public String getUser() {
    return user;
  }

  public void setUser(String user) {
    this.user = user;
  }

  public String getSecret() {
    return secret;
  }

  public void setSecret(String secret) {
    this.secret = secret;
  }

  public String getTestSender() {
    return testSender;
  }

  public void setTestSender(String testSender) {
    this.testSender = testSender;
  }

  public String getTestAddress() {
    return testAddress;
  }

  public void setTestAddress(String testAddress) {
    this.testAddress = testAddress;
  }
}
