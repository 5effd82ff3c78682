package org.chukei.queue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chukei.config.HostPort;
import org.chukei.delivery.DeliveryAgent;
import org.chukei.queue.Work.Standing;
import org.chukei.smtp.ForwardPath;
import org.chukei.store.StoredEnvelope;

/** Sorts a message's recipients by where they go. Safe for many threads. */
final class Sorting {

  private final DeliveryAgent agent;

  Sorting(DeliveryAgent agent) {
    this.agent = agent;
  }

  /** One piece of work for each destination of a message that nobody has tried yet. */
  List<Work> fresh(StoredEnvelope envelope) {
    Map<Integer, Standing> recipients = new LinkedHashMap<>();
    for (int position = 0; position < envelope.recipients().size(); position++) {
      recipients.put(position, Standing.FRESH);
    }
    return works(envelope, recipients, true);
  }

  /** One piece of work for each destination. */
  List<Work> works(StoredEnvelope envelope, Map<Integer, Standing> recipients, boolean isFresh) {
    Map<String, Map<Integer, Standing>> byDestination = new LinkedHashMap<>();
    recipients.forEach(
        (position, standing) ->
            byDestination
                .computeIfAbsent(
                    standing
                        .route()
                        .map(HostPort::toString)
                        .orElseGet(() -> destination(envelope, position)),
                    d -> new LinkedHashMap<>())
                .put(position, standing));
    return byDestination.entrySet().stream()
        .map(entry -> new Work(envelope, entry.getKey(), entry.getValue(), isFresh))
        .toList();
  }

  /** As far as can be told now. */
  String destination(StoredEnvelope envelope, int position) {
    ForwardPath recipient = envelope.path(position);
    try {
      return agent.destination(envelope.sender(), recipient);
    } catch (RuntimeException e) {
      // It can't tell now; the attempt will meet the same trouble, and be deferred.
      return recipient.mailbox().map(mailbox -> mailbox.domain().key()).orElse("local");
    }
  }
}
