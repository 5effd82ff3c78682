package org.chukei.smtp;

import java.util.Optional;

/**
 * An enhanced mail system status code, {@code class.subject.detail} (RFC 3463 §2).
 *
 * @param statusClass 2, 4 or 5
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatus(int statusClass, int subject, int detail) {

  public EnhancedStatus {
    if (statusClass != 2 && statusClass != 4 && statusClass != 5) {
      throw new IllegalArgumentException("status class must be 2, 4 or 5, not " + statusClass);
    }
    if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
      throw new IllegalArgumentException("subject and detail must be 0 to 999");
    }
  }

  /**
   * Reads {@code "5.7.1"}; throws IllegalArgumentException for anything else. For codes we write
   * ourselves.
   */
  public static EnhancedStatus of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not an enhanced status: " + text));
  }

  /** Reads what a peer sent; empty where it is no enhanced status. */
  public static Optional<EnhancedStatus> parse(String text) {
    int second = text.indexOf('.', 2);
    if (second < 0 || text.charAt(1) != '.' || "245".indexOf(text.charAt(0)) < 0) {
      return Optional.empty();
    }
    int subject = number(text, 2, second);
    int detail = number(text, second + 1, text.length());
    return subject < 0 || detail < 0
        ? Optional.empty()
        : Optional.of(new EnhancedStatus(text.charAt(0) - '0', subject, detail));
  }

  /** One to three digits; else -1. Replies are read too often for a regular expression. */
  private static int number(String text, int from, int to) {
    int number = from < to && to - from <= 3 ? 0 : -1;
    for (int i = from; i < to && number >= 0; i++) {
      int digit = text.charAt(i) - '0';
      number = digit >= 0 && digit <= 9 ? 10 * number + digit : -1;
    }
    return number;
  }

  @Override
  public String toString() {
    return statusClass + "." + subject + "." + detail;
  }
}
