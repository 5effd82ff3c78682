package org.chukei.store;

import java.time.Instant;
import java.util.List;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;

/**
 * The envelope of a message we are in charge of, as it was accepted. What became of each recipient
 * stands beside it in the store, by its position in {@link #recipients()}, which never changes.
 *
 * @param acceptedAt when charge was taken; give-up time counts from here
 * @param size of the content with our trace fields, in octets
 */
public record StoredEnvelope(
    QueueId queueId,
    Instant acceptedAt,
    ReversePath sender,
    List<ForwardPath> recipients,
    BodyType body,
    long size) {

  public StoredEnvelope {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("an envelope has at least one recipient");
    }
  }
}
