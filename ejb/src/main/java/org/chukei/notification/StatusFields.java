package org.chukei.notification;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.chukei.delivery.Outcome;
import org.chukei.smtp.EnhancedStatus;
import org.chukei.smtp.OriginalRecipient;
import org.chukei.smtp.Xtext;

/** The message/delivery-status of one notice, for programs (RFC 3464 §2). */
final class StatusFields {

  private static final EnhancedStatus GIVEN_UP = EnhancedStatus.of("5.4.7");

  private final NoticeFacts facts;
  private final StringBuilder fields = new StringBuilder();

  StatusFields(NoticeFacts facts) {
    this.facts = facts;
    message();
    for (Outcome outcome : facts.outcomes()) {
      fields.append("\r\n");
      recipient(outcome);
    }
  }

  byte[] octets() {
    return fields.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** RFC 6533 §4: its own type where fields may be in UTF-8. */
  String contentType() {
    return isUtf8() ? "message/global-delivery-status" : "message/delivery-status";
  }

  private boolean isUtf8() {
    return facts.original().parameters().smtpUtf8();
  }

  private void message() {
    facts
        .original()
        .parameters()
        .envelopeId()
        .flatMap(Xtext::decode)
        .ifPresent(id -> field("Original-Envelope-Id", id));
    field("Reporting-MTA", "dns; " + facts.hostname());
    field("X-Chukei-Queue-ID", facts.original().queueId().toString());
    field("Arrival-Date", OwnMail.DATE.format(facts.original().acceptedAt()));
  }

  private void recipient(Outcome outcome) {
    facts
        .said(outcome)
        .originalRecipient()
        .ifPresent(
            given -> field("Original-Recipient", given.addressType() + "; " + address(given)));
    String address = facts.recipient(outcome).address();
    boolean isAscii = StandardCharsets.US_ASCII.newEncoder().canEncode(address);
    field("Final-Recipient", (isAscii ? "rfc822; " : "utf-8; ") + address);
    field("Action", facts.kind().action(outcome));
    field("Status", status(outcome).toString());
    remoteMta(outcome).ifPresent(host -> field("Remote-MTA", "dns; " + host));
    // RFC 3464 §2.3.6: smtp only for what a remote said.
    String type = outcome.remote() ? "smtp; " : "x-chukei; ";
    field("Diagnostic-Code", type + outcome.text());
    field("Last-Attempt-Date", OwnMail.DATE.format(facts.now()));
    if (facts.kind() == NoticeKind.DELAY) {
      field("Will-Retry-Until", OwnMail.DATE.format(facts.giveUpAt()));
    }
  }

  private void field(String name, String value) {
    fields.append(isUtf8() ? PeerText.utf8Field(name, value) : PeerText.field(name, value));
  }

  /** RFC 3464 §2.3.1: as the sender meant it; RFC 6533 §3 where the type is its own. */
  private String address(OriginalRecipient given) {
    return given.isUtf8()
        ? isUtf8() ? given.unitext() : given.encoded()
        : Xtext.decode(given.encoded()).orElse(given.encoded());
  }

  /**
   * What was still deferred when time was up keeps its exact status, of class 4 as in RFC 3464's
   * own examples: failed for the sender, though it might have worked later. Without one, it is RFC
   * 3463's "delivery time expired".
   */
  private EnhancedStatus status(Outcome outcome) {
    EnhancedStatus status = outcome.status();
    boolean exact =
        (status.subject() != 0 || status.detail() != 0)
            && !(status.subject() == GIVEN_UP.subject() && status.detail() == GIVEN_UP.detail());
    boolean isGivenUp = facts.kind() == NoticeKind.FAILURE && outcome instanceof Outcome.Deferred;
    return isGivenUp && !exact ? GIVEN_UP : status;
  }

  /** The name in {@code name[address]:port}; empty where no host was reached. */
  private static Optional<String> remoteMta(Outcome outcome) {
    int bracket = outcome.relay().name().lastIndexOf('[');
    return bracket > 0
        ? Optional.of(outcome.relay().name().substring(0, bracket))
        : Optional.empty();
  }
}
