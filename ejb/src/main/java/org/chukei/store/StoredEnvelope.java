package org.chukei.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chukei.connector.api.QueueId;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.ReversePath;

/**
 * The envelope of a message we are in charge of, as it was accepted. What became of each recipient
 * stands beside it in the store, by its position in {@link #recipients()}, which never changes.
 *
 * @param acceptedAt when charge was taken; give-up time counts from here
 * @param size of the content with our trace fields, in octets
 * @param isNotice our own, to a sender: what fails of it is the postmaster's to know, as nobody
 *     else can be told (RFC 5321 §6.1); what others send without a sender is not
 */
public record StoredEnvelope(
    QueueId queueId,
    Instant acceptedAt,
    ReversePath sender,
    MailParameters parameters,
    List<Recipient> recipients,
    long size,
    boolean isNotice) {

  public StoredEnvelope {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("an envelope has at least one recipient");
    }
  }

  /** Of mail that is no notice of ours. */
  public StoredEnvelope(
      QueueId queueId,
      Instant acceptedAt,
      ReversePath sender,
      MailParameters parameters,
      List<Recipient> recipients,
      long size) {
    this(queueId, acceptedAt, sender, parameters, recipients, size, false);
  }

  /** Its path, by position. */
  public ForwardPath path(int position) {
    return recipients.get(position).path();
  }

  /** The same for others in the place of these, who keep what RCPT said. */
  public StoredEnvelope redirected(Map<Integer, ForwardPath> paths) {
    List<Recipient> others = new ArrayList<>(recipients);
    paths.forEach(
        (position, path) ->
            others.set(position, new Recipient(path, recipients.get(position).parameters())));
    return new StoredEnvelope(queueId, acceptedAt, sender, parameters, others, size, isNotice);
  }

  /** What RCPT said of this path; nothing of one that is none of the recipients. */
  public RcptParameters parametersOf(ForwardPath path) {
    return recipients.stream()
        .filter(recipient -> recipient.path().equals(path))
        .findFirst()
        .map(Recipient::parameters)
        .orElse(RcptParameters.NONE);
  }

  /** As the accepted RCPT said it. */
  public record Recipient(ForwardPath path, RcptParameters parameters) {

    /** Of a RCPT without parameters. */
    public static Recipient of(ForwardPath path) {
      return new Recipient(path, RcptParameters.NONE);
    }
  }
}
