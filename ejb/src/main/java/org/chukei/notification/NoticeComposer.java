package org.chukei.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chukei.config.Settings;
import org.chukei.connector.api.QueueId;
import org.chukei.delivery.Outcome;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.ReturnedContent;
import org.chukei.smtp.ReversePath;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.StoredEnvelope.Recipient;

/** Composes the notices in this server's name, with Jakarta Mail. Safe for many threads. */
@ApplicationScoped
public class NoticeComposer implements Notices {

  private final String hostname;
  private final Duration giveUpAfter;
  private final Clock clock;

  @Inject
  public NoticeComposer(Settings settings, Clock clock) {
    this(settings.hostname(), settings.giveUpAfter(), clock);
  }

  NoticeComposer(String hostname, Duration giveUpAfter, Clock clock) {
    this.hostname = hostname;
    this.giveUpAfter = giveUpAfter;
    this.clock = clock;
  }

  /** For the container's proxy, which delegates every call. */
  protected NoticeComposer() {
    this("", Duration.ZERO, null);
  }

  @Override
  public Optional<Notice> compose(
      NoticeKind kind, StoredEnvelope original, ContentSource content, List<Outcome> outcomes)
      throws IOException {
    List<Outcome> told =
        outcomes.stream().filter(outcome -> isTold(kind, original, outcome)).toList();
    return told.isEmpty() ? Optional.empty() : Optional.of(notice(kind, original, content, told));
  }

  private static boolean isTold(NoticeKind kind, StoredEnvelope original, Outcome outcome) {
    boolean mayBeTold =
        !original.sender().isNull() || kind == NoticeKind.FAILURE && original.isNotice();
    return mayBeTold && kind.isWanted(original.recipients().get(outcome.position()).parameters());
  }

  private Notice notice(
      NoticeKind kind, StoredEnvelope original, ContentSource content, List<Outcome> told)
      throws IOException {
    Instant now = clock.instant();
    SortedSet<Integer> about =
        told.stream().map(Outcome::position).collect(Collectors.toCollection(TreeSet::new));
    QueueId queueId = original.queueId().derive(kind.name().toLowerCase(Locale.ROOT) + about);
    ForwardPath to =
        original.sender().mailbox().map(ForwardPath::of).orElse(ForwardPath.POSTMASTER);
    byte[] octets;
    try {
      NoticeFacts facts =
          new NoticeFacts(
              kind,
              hostname,
              now,
              to,
              original,
              original.acceptedAt().plus(giveUpAfter),
              OriginalPart.of(kind, original, content),
              told);
      octets = new DeliveryReport(facts, queueId).octets();
    } catch (MessagingException e) {
      throw new IOException("the notice about " + original.queueId() + " can't be composed", e);
    }
    StoredEnvelope envelope =
        new StoredEnvelope(
            queueId,
            now,
            ReversePath.NULL, // RFC 3464 §2: so that a notice is never answered by another
            parameters(original, octets),
            List.of(Recipient.of(to)),
            octets.length,
            !original.sender().isNull()); // one to the postmaster is the last
    return new Notice(envelope, () -> new ByteArrayInputStream(octets), about);
  }

  /** RFC 6533 §4 on SMTPUTF8; RFC 8689 §5: what demands TLS is told of under TLS. */
  private static MailParameters parameters(StoredEnvelope original, byte[] octets) {
    boolean eightBit = OriginalPart.hasEightBitOctets(octets);
    return new MailParameters(
        eightBit ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT,
        eightBit && original.parameters().smtpUtf8(),
        original.parameters().requireTls(),
        original.parameters().requireTls() ? Optional.of(ReturnedContent.HDRS) : Optional.empty(),
        Optional.empty());
  }
}
