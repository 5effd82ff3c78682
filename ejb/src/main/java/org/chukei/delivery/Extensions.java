package org.chukei.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.chukei.smtp.Reply;

/** What the next hop offered in its reply to EHLO (RFC 5321 §4.1.1.1), as far as we use it. */
record Extensions(boolean pipelining, boolean size, boolean eightBitMime) {

  /** After HELO. */
  static final Extensions NONE = new Extensions(false, false, false);

  static Extensions of(Reply ehlo) {
    Set<String> keywords = new HashSet<>();
    List<String> lines = ehlo.lines();
    for (String line : lines.subList(1, lines.size())) {
      keywords.add(line.strip().split("[ =]", 2)[0].toUpperCase(Locale.ROOT));
    }
    return new Extensions(
        keywords.contains("PIPELINING"), keywords.contains("SIZE"), keywords.contains("8BITMIME"));
  }
}
