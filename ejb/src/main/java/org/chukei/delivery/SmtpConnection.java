package org.chukei.delivery;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chukei.smtp.ForwardPath;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;

/**
 * One SMTP session with a next hop, past EHLO. Runs mail transactions one after the other while it
 * {@linkplain #isUsable() is usable}. For one thread at a time.
 */
final class SmtpConnection {

  private final SmtpDialogue dialogue;
  private final Extensions extensions;
  private final Optional<TlsState> tls;
  private boolean mustReset;
  private int transactions;
  private final Set<String> domains = new HashSet<>();

  /**
   * @param dialogue past EHLO, TLS and AUTH, as {@link SmtpOpening} leaves it
   * @param tls empty: in the clear
   */
  SmtpConnection(SmtpDialogue dialogue, Extensions extensions, Optional<TlsState> tls) {
    this.dialogue = dialogue;
    this.extensions = extensions;
    this.tls = tls;
  }

  /**
   * One mail transaction: one answer a recipient, in their order, whatever the peer does.
   *
   * @param recipients those of the envelope's that it is for
   * @throws ConversationEnded before the peer had answered MAIL: nothing has begun
   * @throws UnreadableContentException where our own content failed; the connection is cut before
   *     the end of data, so that the peer takes nothing
   */
  List<Answer> transact(
      StoredEnvelope envelope, List<ForwardPath> recipients, ContentSource content)
      throws ConversationEnded, UnreadableContentException {
    MailTransaction transaction =
        new MailTransaction(dialogue, extensions, envelope, recipients, content);
    try {
      List<Answer> answers = transaction.run(mustReset);
      transactions++;
      recipients.forEach(recipient -> domains.add(HopLimits.domain(recipient)));
      mustReset = !transaction.isOver();
      return answers;
    } catch (IOException | RuntimeException e) {
      dialogue.abort();
      throw e;
    }
  }

  /** Whether another transaction can follow. */
  boolean isUsable() {
    return dialogue.isUsable();
  }

  /** Whether the peer bears a transaction for these besides those it had (RFC 9422 §4). */
  boolean hasRoomFor(List<ForwardPath> recipients) {
    HopLimits limits = extensions.limits();
    Set<String> all = new HashSet<>(domains);
    recipients.forEach(recipient -> all.add(HopLimits.domain(recipient)));
    return transactions < limits.mails() && (domains.isEmpty() || all.size() <= limits.domains());
  }

  /** How many were begun on it. */
  int transactions() {
    return transactions;
  }

  /**
   * Whether the peer is still there and silent, as it should be between transactions; never waits.
   */
  boolean isAtRest() {
    return dialogue.isUsable() && dialogue.isSilent();
  }

  NextHop hop() {
    return dialogue.hop();
  }

  Extensions extensions() {
    return extensions;
  }

  /** Empty: in the clear. */
  Optional<TlsState> tls() {
    return tls;
  }

  /** Where the session is still in order; the reply may come later. */
  void sayQuit() {
    dialogue.sayQuit();
  }

  /** Whether the peer has answered QUIT, or closed; never waits. */
  boolean isAnswered() {
    return !dialogue.isSilent();
  }

  /** Waits for the reply to QUIT, then closes. */
  void awaitFarewell(long deadline) {
    dialogue.awaitFarewell(deadline);
  }

  /** Closes without QUIT. */
  void abort() {
    dialogue.abort();
  }
}
