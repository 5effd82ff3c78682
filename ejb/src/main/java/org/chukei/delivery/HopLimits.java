package org.chukei.delivery;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chukei.smtp.ForwardPath;
import org.chukei.store.StoredEnvelope;

/**
 * How much a next hop takes at once, as it says itself (RFC 9422 §4) or as every host must (RFC
 * 5321 §4.5.3.1.8).
 *
 * @param mails transactions in one session
 * @param recipients of one transaction
 * @param domains of the recipients of one session
 */
record HopLimits(int mails, int recipients, int domains) {

  /** What every server must take in one transaction. */
  private static final int USUAL_RECIPIENTS = 100;

  /** A transaction of more would gain nothing. */
  private static final int MOST_RECIPIENTS = 1_000;

  // RFC 9422 §3: 1 to 6 digits, the first one not 0. What is otherwise is to be ignored.
  private static final Pattern LIMIT = Pattern.compile("([A-Z-]+)=([1-9][0-9]{0,5})");

  static final HopLimits USUAL =
      new HopLimits(Integer.MAX_VALUE, USUAL_RECIPIENTS, Integer.MAX_VALUE);

  /**
   * @param text what stands behind {@code LIMITS}
   */
  static HopLimits of(String text) {
    HopLimits limits = USUAL;
    for (String word : text.toUpperCase(Locale.ROOT).split(" +")) {
      Matcher m = LIMIT.matcher(word);
      if (m.matches()) {
        int value = Integer.parseInt(m.group(2));
        limits =
            switch (m.group(1)) {
              case "MAILMAX" -> new HopLimits(value, limits.recipients, limits.domains);
              case "RCPTMAX" ->
                  new HopLimits(limits.mails, Math.min(value, MOST_RECIPIENTS), limits.domains);
              case "RCPTDOMAINMAX" -> new HopLimits(limits.mails, limits.recipients, value);
              default -> limits;
            };
      }
    }
    return limits;
  }

  /** The positions of a transaction, the first one among them. */
  List<Integer> batch(SortedSet<Integer> positions, StoredEnvelope envelope) {
    List<Integer> batch = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int position : positions) {
      if (batch.size() == recipients) {
        break;
      }
      String domain = domain(envelope.path(position));
      if (seen.size() < domains || seen.contains(domain)) {
        seen.add(domain);
        batch.add(position);
      }
    }
    return batch;
  }

  /** What counts as one domain; the bare postmaster has one too. */
  static String domain(ForwardPath recipient) {
    return recipient.mailbox().map(mailbox -> mailbox.domain().key()).orElse("");
  }
}
