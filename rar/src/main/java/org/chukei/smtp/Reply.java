package org.chukei.smtp;

import java.util.List;
import java.util.Optional;

/**
 * An SMTP reply (RFC 5321 §4.2): a three-digit code, where it has one an enhanced status (RFC
 * 2034), and one or more lines of text without code, status or line end. Used both for what we say
 * and for what a next hop said.
 */
public record Reply(int code, Optional<EnhancedStatus> status, List<String> lines) {

  public Reply {
    if (code < 200 || code > 599) {
      throw new IllegalArgumentException("reply code must be 200 to 599, not " + code);
    }
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a reply has at least one line");
    }
  }

  /** One line without an enhanced status: greetings, 354, and replies before EHLO (RFC 2034 §4). */
  public static Reply of(int code, String text) {
    return new Reply(code, Optional.empty(), List.of(text));
  }

  /** One line with an enhanced status such as {@code "5.7.1"}. */
  public static Reply of(int code, String status, String text) {
    return new Reply(code, Optional.of(EnhancedStatus.of(status)), List.of(text));
  }

  /** 2yz or 3yz. */
  public boolean isPositive() {
    return code < 400;
  }

  /** 4yz: not now. */
  public boolean isTransient() {
    return code >= 400 && code < 500;
  }

  /** 5yz: never. */
  public boolean isPermanent() {
    return code >= 500;
  }

  /** All lines joined by a space, without code and status. */
  public String text() {
    return String.join(" ", lines);
  }

  /** On one line as a log shows it: {@code 550 5.7.1 relaying denied}. */
  @Override
  public String toString() {
    return code + status.map(s -> " " + s).orElse("") + " " + text();
  }
}
