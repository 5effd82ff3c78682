package org.chukei.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.connector.api.DecisionId;
import org.chukei.decision.DecisionFilter;
import org.chukei.decision.DecisionLog;
import org.chukei.decision.VerdictKind;
import org.chukei.policy.Decision;

/** The page of the recorded decisions: one by its id, or those that fit a search. */
@Named("decisions")
@ViewScoped
public class DecisionsPage implements Serializable {

  private static final int ROWS = 50;

  @Inject private DecisionLog log;

  private String id = "";
  private String client = "";
  private String sender = "";
  private String recipient = "";
  private String verdict = "";
  private String until = "";
  private transient Decision shown;
  private transient NewestFirst<Decision> found = NewestFirst.none();

  @PostConstruct
  public void search() {
    try {
      DecisionFilter filter =
          DecisionFilter.read(client, sender, recipient, "", verdict, "", until);
      found = NewestFirst.ask(ROWS, Decision::at, most -> log.find(filter, most));
    } catch (UnacceptableException e) {
      Texts.failed("refused", Texts.reason(e));
    } catch (IOException e) {
      Texts.failed("decisions.unreachable");
    }
  }

  /** On from the last one that is shown. */
  public void older() {
    if (isMore()) {
      until = found().until();
      search();
    }
  }

  /** Whether there are older ones than those that are shown. */
  public boolean isMore() {
    return found().older().isPresent();
  }

  /** The address may name a decision. */
  public void arrive() {
    if (!id.isEmpty()) {
      lookUp();
    }
  }

  public void lookUp() {
    try {
      Optional<DecisionId> wanted = DecisionId.parse(id.trim());
      shown = wanted.isPresent() ? log.find(wanted.get()).orElse(null) : null;
      if (shown == null) {
        Texts.failed("test.noDecision");
      }
    } catch (IOException e) {
      Texts.failed("decisions.unreachable");
    }
  }

  public void explain(Decision decision) {
    shown = decision;
  }

  /** Null before one was chosen. */
  public Decision getShown() {
    return shown;
  }

  /** The newest first. */
  public List<Decision> getFound() {
    return found().rows();
  }

  private NewestFirst<Decision> found() {
    if (found == null) { // the session came back from disk
      found = NewestFirst.none();
      search();
    }
    return found;
  }

  public VerdictKind[] getVerdicts() {
    return VerdictKind.values();
  }

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = Texts.typed(id);
  }

  public String getClient() {
    return client;
  }

  public void setClient(String client) {
    this.client = Texts.typed(client);
  }

  public String getSender() {
    return sender;
  }

  public void setSender(String sender) {
    this.sender = Texts.typed(sender);
  }

  public String getRecipient() {
    return recipient;
  }

  public void setRecipient(String recipient) {
    this.recipient = Texts.typed(recipient);
  }

  public String getVerdict() {
    return verdict;
  }

  public void setVerdict(String verdict) {
    this.verdict = Texts.typed(verdict);
  }

  public String getUntil() {
    return until;
  }

  public void setUntil(String until) {
    this.until = Texts.typed(until);
  }
}
