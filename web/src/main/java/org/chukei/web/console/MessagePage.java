package org.chukei.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.decision.DecisionLog;
import org.chukei.history.Fate;
import org.chukei.history.Life;
import org.chukei.history.LifeEvent;
import org.chukei.history.LifeFilter;
import org.chukei.history.LifeText;
import org.chukei.history.MessageHistory;
import org.chukei.policy.Decision;
import org.chukei.queue.MailQueue;
import org.chukei.queue.QueuedRecipient;
import org.chukei.web.RefusedBeside;

/**
 * The page of a message: its life where one is meant, else those that fit what is asked. All of the
 * question is in the address, so that it can be kept and sent.
 */
@Named("messageLife")
@RequestScoped
public class MessagePage {

  private static final System.Logger LOG = System.getLogger(MessagePage.class.getName());
  private static final int ROWS = 50;

  @Inject private MessageHistory history;
  @Inject private MailQueue queue;
  @Inject private DecisionLog decisions;
  @Inject private RefusedBeside refused;

  private String id = "";
  private String decision = "";
  private String messageId = "";
  private String sender = "";
  private String recipient = "";
  private String until = "";
  private Life life;
  private Decision judged;
  private NewestFirst<Life> found = NewestFirst.none();
  private List<Decision> beside = List.of();
  private List<QueuedRecipient> owed = List.of();

  /** Called when the question was read from the address. */
  public void search() {
    try {
      LifeFilter filter = LifeFilter.read(id, decision, messageId, sender, recipient, "", until);
      found = NewestFirst.ask(ROWS, this::begun, most -> history.find(filter, most));
      List<Life> rows = found.rows();
      if (rows.size() == 1 && found.older().isEmpty() && !filter.equals(LifeFilter.ALL)) {
        show(rows.get(0));
      } else if (rows.isEmpty() && filter.queueId().isPresent()) {
        history.find(filter.queueId().get()).ifPresentOrElse(this::show, this::nothing);
      } else if (rows.isEmpty() && filter.decision().isPresent()) {
        judged = decisions.find(filter.decision().get()).orElse(null);
      }
    } catch (UnacceptableException e) {
      Texts.failed("refused", Texts.reason(e));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "messages can't be looked up", e);
      Texts.failed("decisions.unreachable");
    }
  }

  private void nothing() {
    Texts.warn("message.unknown");
  }

  private void show(Life one) {
    life = one;
    try {
      beside = refused.of(one);
      owed = queue.find(one.queueId()).map(message -> message.owed()).orElse(List.of());
    } catch (IOException e) {
      LOG.log(Level.WARNING, "not all of a message can be shown", e);
      Texts.failed("decisions.unreachable");
    }
  }

  /** Null where not one message is meant. */
  public Life getLife() {
    return life;
  }

  /** A verdict that no message came of; null where none is asked for. */
  public Decision getJudged() {
    return judged;
  }

  /** The newest first. */
  public List<Life> getFound() {
    return found.rows();
  }

  /** Before when the next page's messages began; empty: this was the last. */
  public String getOlder() {
    return found.until();
  }

  /** Recipients of the same session that were refused. */
  public List<Decision> getBeside() {
    return beside;
  }

  /** What the queue still has of it. */
  public List<QueuedRecipient> getOwed() {
    return owed;
  }

  public Instant begun(Life one) {
    return one.events().get(0).at();
  }

  public List<Map.Entry<String, Fate>> fates(Life one) {
    return List.copyOf(one.fates().entrySet());
  }

  /** The verdict that let it pass; empty text where nobody had to decide. */
  public String decisionOf(String addressed) {
    return life.beginning().stream()
        .flatMap(beginning -> beginning.recipients().stream())
        .filter(r -> r.recipient().equals(addressed))
        .map(LifeEvent.Addressed::decision)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse("");
  }

  public String sentence(LifeEvent event) {
    return LifeText.in(Texts.locale()).sentence(event);
  }

  /** Empty text where nobody's words were recorded. */
  public String quote(LifeEvent event) {
    return LifeText.quote(event).orElse("");
  }

  public String speaker(LifeEvent event) {
    return LifeText.in(Texts.locale()).speaker(event);
  }

  /** {@code NEXT_HOP} or {@code THIS_RELAY}. */
  public LifeEvent.Speaker whose(LifeEvent event) {
    return event instanceof LifeEvent.Attempted attempted
        ? attempted.speaker()
        : LifeEvent.Speaker.THIS_RELAY;
  }

  /** Colours an event: {@code good}, {@code wait}, {@code bad} or nothing. */
  public String tone(LifeEvent event) {
    if (event instanceof LifeEvent.Attempted attempted) {
      return switch (attempted.result()) {
        case DELIVERED -> "good";
        case DEFERRED -> "wait";
        case FAILED, GIVEN_UP -> "bad";
      };
    }
    if (event instanceof LifeEvent.Handled handled) {
      return handled.act() == LifeEvent.Act.HELD ? "wait" : "";
    }
    return event instanceof LifeEvent.NotTaken || event instanceof LifeEvent.Untold ? "bad" : "";
  }

  public String fate(Fate fate) {
    return LifeText.in(Texts.locale()).fate(fate);
  }

  public String gap(Life.Gap gap) {
    return LifeText.in(Texts.locale()).gap(gap);
  }

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = Texts.typed(id);
  }

  public String getDecision() {
    return decision;
  }

  public void setDecision(String decision) {
    this.decision = Texts.typed(decision);
  }

  public String getMessageId() {
    return messageId;
  }

  public void setMessageId(String messageId) {
    this.messageId = Texts.typed(messageId);
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

  public String getUntil() {
    return until;
  }

  public void setUntil(String until) {
    this.until = Texts.typed(until);
  }
}
