package org.chukei.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chukei.config.Settings;
import org.chukei.connector.api.QueueId;
import org.chukei.delivery.Outcome;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.ReversePath;
import org.chukei.store.ContentSource;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.StoredEnvelope.Recipient;

/** Composes the notices in this server's name. Safe for many threads. */
@ApplicationScoped
public class NonDeliveryNotices implements Notices {

  private final String hostname;
  private final Clock clock;

  @Inject
  public NonDeliveryNotices(Settings settings, Clock clock) {
    this(settings.hostname(), clock);
  }

  NonDeliveryNotices(String hostname, Clock clock) {
    this.hostname = hostname;
    this.clock = clock;
  }

  /** For the container's proxy, which delegates every call. */
  protected NonDeliveryNotices() {
    this("", null);
  }

  @Override
  public Optional<Notice> nonDelivery(
      StoredEnvelope original, ContentSource content, List<Outcome> givenUp) throws IOException {
    Optional<Mailbox> sender = original.sender().mailbox();
    if (sender.isEmpty() || givenUp.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    byte[] octets;
    try {
      octets =
          new DeliveryReport(hostname, now, original, OriginalPart.of(original, content), givenUp)
              .octets(sender.get());
    } catch (MessagingException e) {
      throw new IOException("the notice about " + original.queueId() + " can't be composed", e);
    }
    StoredEnvelope envelope =
        new StoredEnvelope(
            QueueId.at(now),
            now,
            ReversePath.NULL, // RFC 3464 §2: so that a notice is never answered by another
            MailParameters.NONE,
            List.of(Recipient.of(ForwardPath.of(sender.get()))),
            octets.length);
    return Optional.of(new Notice(envelope, () -> new ByteArrayInputStream(octets)));
  }
}
