package org.chukei.delivery;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chukei.smtp.Reply;

/**
 * What the next hop offered in its reply to EHLO (RFC 5321 §4.1.1.1).
 *
 * @param offered the parameters of each keyword; keywords in upper case
 */
record Extensions(Map<String, String> offered) {

  /** After HELO. */
  static final Extensions NONE = new Extensions(Map.of());

  Extensions {
    offered = Map.copyOf(offered);
  }

  static Extensions of(Reply ehlo) {
    Map<String, String> offered = new HashMap<>();
    List<String> lines = ehlo.lines();
    for (String line : lines.subList(1, lines.size())) {
      String[] words = line.strip().split("[ =]", 2);
      // Some old servers say AUTH a second time, as AUTH=LOGIN.
      offered.merge(
          words[0].toUpperCase(Locale.ROOT),
          words.length > 1 ? words[1] : "",
          (one, two) -> one + " " + two);
    }
    return new Extensions(offered);
  }

  boolean pipelining() {
    return offered.containsKey("PIPELINING");
  }

  boolean size() {
    return offered.containsKey("SIZE");
  }

  boolean eightBitMime() {
    return offered.containsKey("8BITMIME");
  }

  boolean startTls() {
    return offered.containsKey("STARTTLS");
  }

  boolean requireTls() {
    return offered.containsKey("REQUIRETLS");
  }

  /** The mechanisms, in upper case. */
  Set<String> auth() {
    String mechanisms = offered.getOrDefault("AUTH", "").strip().toUpperCase(Locale.ROOT);
    return Arrays.stream(mechanisms.split("\\s+")).collect(Collectors.toSet());
  }

  boolean smtpUtf8() {
    return offered.containsKey("SMTPUTF8");
  }

  HopLimits limits() {
    return HopLimits.of(offered.getOrDefault("LIMITS", ""));
  }

  /** RFC 3461. */
  boolean dsn() {
    return offered.containsKey("DSN");
  }

  boolean chunking() {
    return offered.containsKey("CHUNKING");
  }

  /** RFC 3030 §3: without CHUNKING there is no way to send it. */
  boolean binaryMime() {
    return chunking() && offered.containsKey("BINARYMIME");
  }
}
