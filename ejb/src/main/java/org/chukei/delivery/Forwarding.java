package org.chukei.delivery;

import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chukei.delivery.Outcome.Handover;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.Notify;
import org.chukei.smtp.OriginalRecipient;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReversePath;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.StoredEnvelope.Recipient;
import org.chukei.transport.Way;

/**
 * Passes mail for an alias or a group on to members that have no Maildir here: as a message of its
 * own, under a {@code Delivered-To:} field by which it is known when it comes back. It needs no
 * permit; it goes in the name of the account that owns the alias or group. Safe for many threads.
 */
final class Forwarding {

  private static final String FIELD = "Delivered-To: ";

  private final boolean rewritesSender;
  private final Clock clock;

  /**
   * @param rewritesSender whether bounces go to the owner instead of the sender (RFC 5321 §3.9.2, a
   *     list) or the envelope stays as it is (§3.9.1, an alias)
   */
  Forwarding(boolean rewritesSender, Clock clock) {
    this.rewritesSender = rewritesSender;
    this.clock = clock;
  }

  /** Whether the message has been passed on under this name before. */
  static boolean isLoop(Mailbox name, ContentSource content) throws UnreadableContentException {
    String ours = FIELD.trim() + name;
    return HeaderLines.of(content).stream()
        .anyMatch(line -> line.replaceAll("[ \t]", "").equalsIgnoreCase(ours));
  }

  /** What goes on for this position. */
  Forward forward(StoredEnvelope original, int position, Way.Mailboxes way, ContentSource content) {
    byte[] field = (FIELD + way.name() + "\r\n").getBytes(StandardCharsets.UTF_8);
    Function<Mailbox, Recipient> to =
        mailbox -> new Recipient(ForwardPath.of(mailbox), recipient(original, position, way));
    StoredEnvelope envelope =
        new StoredEnvelope(
            original.queueId().derive("forward" + position),
            clock.instant(),
            newSender(original, way).orElse(original.sender()),
            parameters(original, way),
            way.elsewhere().stream().map(to).toList(),
            field.length + original.size(),
            original.isNotice());
    return new Forward(
        envelope, () -> new SequenceInputStream(new ByteArrayInputStream(field), content.open()));
  }

  /** A notice stays one: it is never answered, whoever owns the group. */
  private Optional<ReversePath> newSender(StoredEnvelope original, Way.Mailboxes way) {
    return rewritesSender && !original.sender().isNull()
        ? way.owner().map(ReversePath::of)
        : Optional.empty();
  }

  private MailParameters parameters(StoredEnvelope original, Way.Mailboxes way) {
    MailParameters given = original.parameters();
    boolean hasNewSender = newSender(original, way).isPresent();
    return new MailParameters(
        given.body(),
        given.smtpUtf8() || !way.name().isAscii(),
        given.requireTls(),
        hasNewSender ? Optional.empty() : given.returned(),
        hasNewSender ? Optional.empty() : given.envelopeId());
  }

  /** What the sender is told now, where it asked to be told of the delivery. */
  Handover handover(StoredEnvelope original, Way.Mailboxes way) {
    if (newSender(original, way).isPresent()) {
      return Handover.MAILBOX; // RFC 3461 §5.2.7.1: to a list is delivered
    }
    return isReportedFromThere(original, way) ? Handover.REPORTING_NEXT_HOP : Handover.MAILBOXES;
  }

  /**
   * Whether the sender hears of the delivery from whoever has the mail in the end, as one address
   * in place of another makes no difference to it (RFC 3461 §5.2.7.2).
   */
  private boolean isReportedFromThere(StoredEnvelope original, Way.Mailboxes way) {
    return way.mailboxes().isEmpty()
        && way.elsewhere().size() == 1
        && newSender(original, way).isEmpty();
  }

  /** RFC 3461 §5.2.7.1: what a new sender is to be told is not the old one's to say. */
  private RcptParameters recipient(StoredEnvelope original, int position, Way.Mailboxes way) {
    Recipient given = original.recipients().get(position);
    if (newSender(original, way).isPresent()) {
      return RcptParameters.NONE;
    }
    Optional<Notify> notify = given.parameters().notifyOn();
    return new RcptParameters(
        isReportedFromThere(original, way) ? notify : notify.map(Forwarding::withoutSuccess),
        given.parameters().originalRecipient().or(() -> originalRecipient(given.path())));
  }

  /** RFC 3461 §5.2.7.3: we tell of that ourselves, that it reached all the address stands for. */
  private static Notify withoutSuccess(Notify notify) {
    return new Notify(false, notify.failure(), notify.delay());
  }

  private static Optional<OriginalRecipient> originalRecipient(ForwardPath path) {
    return path.mailbox().map(OriginalRecipient::of);
  }

  /** For the mail log and whoever looks for it there. */
  static String text(List<Mailbox> mailboxes, Forward forward) {
    return (mailboxes.isEmpty() ? "" : "delivered to maildir, ")
        + "forwarded as "
        + forward.envelope().queueId();
  }
}
