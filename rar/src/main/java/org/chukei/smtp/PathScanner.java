package org.chukei.smtp;

import java.util.Optional;

/**
 * Finds the path in {@code <@a,@b:user@c> SIZE=1} and what stands behind it; a quoted {@code >}
 * ends nothing. Source routes are dropped (RFC 5321 §3.6.1, appendix C).
 */
final class PathScanner {

  private static final String NONE = " "; // never a path
  private final String path;
  private final String behind;

  /**
   * @param text what follows {@code FROM:} or {@code TO:}
   */
  PathScanner(String text) {
    String trimmed = text.stripLeading();
    int end = trimmed.startsWith("<") ? closingBracket(trimmed) : -1;
    path = end < 0 ? NONE : trimmed.substring(1, end);
    behind = end < 0 ? "" : trimmed.substring(end + 1);
  }

  private static int closingBracket(String text) {
    boolean quoted = false;
    for (int i = 1; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '"' -> quoted = !quoted;
        case '\\' -> i += quoted ? 1 : 0;
        case '>' -> {
          if (!quoted) {
            return i;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  boolean isTooLong() {
    return Utf8.length(path) + 2 > SmtpLimits.PATH;
  }

  boolean isNull() {
    return path.isEmpty();
  }

  boolean isPostmaster() {
    return path.equalsIgnoreCase("postmaster");
  }

  Optional<Mailbox> mailbox() {
    return path.startsWith("@") ? routed() : MailboxParser.mailbox(path);
  }

  private Optional<Mailbox> routed() {
    int colon = path.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    for (String host : path.substring(0, colon).split(",", -1)) {
      if (!host.startsWith("@") || MailboxParser.domain(host.substring(1)).isEmpty()) {
        return Optional.empty();
      }
    }
    return MailboxParser.mailbox(path.substring(colon + 1));
  }

  String behind() {
    return behind;
  }
}
