package org.chukei.delivery;

import java.util.StringJoiner;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.Notify;
import org.chukei.smtp.RcptParameters;

/**
 * What is passed on of the parameters of DSN to a next hop that offers it: all that was given, as
 * it was given, and nothing else (RFC 3461 §5.2.1).
 */
final class DsnWords {

  private DsnWords() {}

  /** RET and ENVID, each with a space before it. */
  static String of(MailParameters said) {
    return said.returned().map(value -> " RET=" + value).orElse("")
        + said.envelopeId().map(value -> " ENVID=" + value).orElse("");
  }

  /** NOTIFY and ORCPT, each with a space before it. */
  static String of(RcptParameters said) {
    return said.notifyOn().map(value -> " NOTIFY=" + keywords(value)).orElse("")
        + said.originalRecipient().map(value -> " ORCPT=" + value).orElse("");
  }

  private static String keywords(Notify notify) {
    StringJoiner keywords = new StringJoiner(",").setEmptyValue("NEVER");
    if (notify.success()) {
      keywords.add("SUCCESS");
    }
    if (notify.failure()) {
      keywords.add("FAILURE");
    }
    if (notify.delay()) {
      keywords.add("DELAY");
    }
    return keywords.toString();
  }
}
