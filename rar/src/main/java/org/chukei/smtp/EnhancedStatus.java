package org.chukei.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code, {@code class.subject.detail} (RFC 3463 §2).
 *
 * @param statusClass 2, 4 or 5
 * @param subject 0 to 999
 * @param detail 0 to 999
 */
public record EnhancedStatus(int statusClass, int subject, int detail) {

  private static final Pattern TEXT = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

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
    Matcher m = TEXT.matcher(text);
    return m.matches()
        ? Optional.of(
            new EnhancedStatus(
                Integer.parseInt(m.group(1)),
                Integer.parseInt(m.group(2)),
                Integer.parseInt(m.group(3))))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return statusClass + "." + subject + "." + detail;
  }
}
