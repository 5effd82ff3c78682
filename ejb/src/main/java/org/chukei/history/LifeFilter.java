package org.chukei.history;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.QueueId;
import org.chukei.decision.DecisionFilter;
import org.chukei.history.LifeEvent.Beginning;

/**
 * Which messages are wanted: those that fit all that is given.
 *
 * @param messageId without brackets
 * @param sender in lower case with angle brackets
 * @param recipient likewise
 * @param from the earliest beginning, inclusive
 * @param until the latest, exclusive
 */
public record LifeFilter(
    Optional<QueueId> queueId,
    Optional<DecisionId> decision,
    Optional<String> messageId,
    Optional<String> sender,
    Optional<String> recipient,
    Optional<Instant> from,
    Optional<Instant> until) {

  public static final LifeFilter ALL = read("", "", "", "", "", "", "");

  /**
   * Empty text: whatever it is. {@code <>} is the null reverse-path.
   *
   * @throws UnacceptableException naming the field that can't be read: {@code id}, {@code
   *     decision}, {@code sender}, {@code recipient}, {@code from} or {@code until}
   */
  public static LifeFilter read(
      String id,
      String decision,
      String messageId,
      String sender,
      String recipient,
      String from,
      String until) {
    DecisionFilter read = DecisionFilter.read("", sender, recipient, "", "", from, until);
    return new LifeFilter(
        given(id)
            .map(
                text ->
                    QueueId.parse(text.toUpperCase(Locale.ROOT))
                        .orElseThrow(() -> no("id", text, "queue id"))),
        given(decision)
            .map(
                text ->
                    DecisionId.parse(text).orElseThrow(() -> no("decision", text, "decision id"))),
        given(messageId).map(LifeFilter::bare),
        read.sender(),
        read.recipient(),
        read.from(),
        read.until());
  }

  /** Messages that this decision let pass. */
  public static LifeFilter ofDecision(DecisionId id) {
    return read("", id.text(), "", "", "", "", "");
  }

  /** What is still in memory is looked at one by one. */
  boolean matches(QueueId id, Beginning beginning) {
    return queueId.filter(wanted -> !wanted.equals(id)).isEmpty()
        && decision
            .filter(
                wanted ->
                    beginning.recipients().stream()
                        .noneMatch(r -> r.decision().equals(Optional.of(wanted.toString()))))
            .isEmpty()
        && messageId.filter(wanted -> !beginning.messageId().equals(Optional.of(wanted))).isEmpty()
        && sender.filter(wanted -> !wanted.equals(lower(beginning.sender()))).isEmpty()
        && recipient
            .filter(
                wanted ->
                    beginning.recipients().stream()
                        .noneMatch(r -> wanted.equals(lower(r.recipient()))))
            .isEmpty()
        && from.filter(beginning.at()::isBefore).isEmpty()
        && until.filter(end -> !beginning.at().isBefore(end)).isEmpty();
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static Optional<String> given(String text) {
    return Optional.of(text.trim()).filter(trimmed -> !trimmed.isEmpty());
  }

  private static String bare(String text) {
    return text.startsWith("<") && text.endsWith(">") ? text.substring(1, text.length() - 1) : text;
  }

  private static UnacceptableException no(String field, String text, String what) {
    return new UnacceptableException(field, "'" + text + "' is no " + what);
  }
}
