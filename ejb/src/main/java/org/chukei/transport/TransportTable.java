package org.chukei.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chukei.smtp.MailDomain;
import org.chukei.smtp.ReversePath;

/** The entries of one moment, compiled for looking up. Immutable; asks nobody. */
final class TransportTable {

  private final Map<String, Map<String, Transport>> byRecipient = new HashMap<>();

  TransportTable(List<Transport> entries) {
    for (Transport entry : entries) {
      byRecipient
          .computeIfAbsent(entry.recipient().text(), recipient -> new HashMap<>())
          .put(entry.sender().text(), entry);
    }
    byRecipient.replaceAll((recipient, bySender) -> Map.copyOf(bySender)); // smaller
  }

  /**
   * The most specific entry by recipient, and among those by sender: an exact domain before the
   * longest domain above it before all.
   */
  Optional<Transport> find(ReversePath sender, MailDomain recipient) {
    if (byRecipient.isEmpty()) {
      return Optional.empty();
    }
    List<String> senders =
        sender
            .mailbox()
            .map(mailbox -> DomainPattern.under(mailbox.domain().key()))
            .orElse(List.of(DomainPattern.ALL.text()));
    for (String pattern : DomainPattern.under(recipient.key())) {
      Map<String, Transport> entries = byRecipient.getOrDefault(pattern, Map.of());
      for (String from : entries.isEmpty() ? List.<String>of() : senders) {
        Transport entry = entries.get(from);
        if (entry != null) {
          return Optional.of(entry);
        }
      }
    }
    return Optional.empty();
  }
}
