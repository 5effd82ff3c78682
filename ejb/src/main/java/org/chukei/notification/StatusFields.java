package org.chukei.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chukei.delivery.Outcome;
import org.chukei.smtp.EnhancedStatus;
import org.chukei.store.StoredEnvelope;

/** The message/delivery-status of one notice, for programs (RFC 3464 §2). */
final class StatusFields {

  private static final EnhancedStatus GIVEN_UP = EnhancedStatus.of("5.4.7");

  private final String hostname;
  private final Instant now;
  private final StoredEnvelope original;
  private final List<Outcome> givenUp;

  StatusFields(String hostname, Instant now, StoredEnvelope original, List<Outcome> givenUp) {
    this.hostname = hostname;
    this.now = now;
    this.original = original;
    this.givenUp = givenUp;
  }

  String text() {
    StringBuilder fields = new StringBuilder();
    fields.append(PeerText.field("Reporting-MTA", "dns; " + hostname));
    fields.append(PeerText.field("X-Chukei-Queue-ID", original.queueId().toString()));
    fields.append(
        PeerText.field("Arrival-Date", DeliveryReport.DATE.format(original.acceptedAt())));
    for (Outcome outcome : givenUp) {
      fields.append("\r\n");
      recipient(fields, outcome);
    }
    return fields.toString();
  }

  private void recipient(StringBuilder fields, Outcome outcome) {
    fields.append(PeerText.field("Final-Recipient", "rfc822; " + outcome.recipient().address()));
    fields.append(PeerText.field("Action", "failed"));
    fields.append(PeerText.field("Status", status(outcome).toString()));
    remoteMta(outcome)
        .ifPresent(host -> fields.append(PeerText.field("Remote-MTA", "dns; " + host)));
    // RFC 3464 §2.3.6: smtp only for what a remote said.
    String type = outcome.remote() ? "smtp; " : "x-chukei; ";
    fields.append(PeerText.field("Diagnostic-Code", type + outcome.text()));
    fields.append(PeerText.field("Last-Attempt-Date", DeliveryReport.DATE.format(now)));
  }

  /**
   * What was still deferred when time was up keeps its exact status, of class 4 as in RFC 3464's
   * own examples: failed for the sender, though it might have worked later. Without one, it is RFC
   * 3463's "delivery time expired".
   */
  private static EnhancedStatus status(Outcome outcome) {
    EnhancedStatus status = outcome.status();
    boolean exact =
        (status.subject() != 0 || status.detail() != 0)
            && !(status.subject() == GIVEN_UP.subject() && status.detail() == GIVEN_UP.detail());
    return outcome instanceof Outcome.Deferred && !exact ? GIVEN_UP : status;
  }

  /** The name in {@code name[address]:port}; empty where no host was reached. */
  private static Optional<String> remoteMta(Outcome outcome) {
    int bracket = outcome.relay().lastIndexOf('[');
    return bracket > 0 ? Optional.of(outcome.relay().substring(0, bracket)) : Optional.empty();
  }
}
