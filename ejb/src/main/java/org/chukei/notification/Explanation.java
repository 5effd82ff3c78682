package org.chukei.notification;

import java.util.List;
import org.chukei.delivery.Outcome;
import org.chukei.store.StoredEnvelope;

/** The first part of a notice, for the person who sent the message. */
final class Explanation {

  private static final String INDENT = "    ";
  private static final int WIDTH = 72;

  private final String hostname;
  private final StoredEnvelope original;
  private final OriginalPart returned;
  private final List<Outcome> givenUp;

  Explanation(
      String hostname, StoredEnvelope original, OriginalPart returned, List<Outcome> givenUp) {
    this.hostname = hostname;
    this.original = original;
    this.returned = returned;
    this.givenUp = givenUp;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    line(text, "This is the mail system at " + hostname + ".");
    line(text, "");
    line(text, "Your message could not be delivered to the recipients listed below,");
    line(text, "and it will not be tried again. Other recipients are not affected.");
    for (Outcome outcome : givenUp) {
      line(text, "");
      line(text, outcome.recipient().toString());
      wrapped(text, reason(outcome));
      wrapped(text, outcome.text());
    }
    line(text, "");
    line(text, "The message was accepted on " + DeliveryReport.DATE.format(original.acceptedAt()));
    line(text, "as " + original.queueId() + ". Attached are a report for programs, and");
    line(text, returned.isWhole() ? "the message." : "the header of the message.");
    line(text, "For help, send this notice to your postmaster.");
    return text.toString();
  }

  private static String reason(Outcome outcome) {
    boolean waited = outcome instanceof Outcome.Deferred;
    if (outcome.remote()) {
      String server = "The mail server " + outcome.relay();
      return waited
          ? server + " put it off until time was up. Its last answer was:"
          : server + " refused it with this answer:";
    }
    return waited
        ? "It could not be handed on before time was up. The last reason was:"
        : "This mail system found that it can't be delivered:";
  }

  private static void wrapped(StringBuilder text, String words) {
    PeerText.wrap(PeerText.printable(words), WIDTH - INDENT.length())
        .forEach(part -> line(text, INDENT + part));
  }

  private static void line(StringBuilder text, String line) {
    text.append(line).append("\r\n");
  }
}
