package org.chukei.delivery;

import org.chukei.store.ContentSource;

/** Looks for {@code TLS-Required: No} in a header (RFC 8689 §3). */
final class TlsRequiredField {

  private TlsRequiredField() {}

  static boolean saysNo(ContentSource content) throws UnreadableContentException {
    return HeaderLines.of(content).stream()
        .anyMatch(line -> line.matches("(?i)TLS-Required:[ \t]*No[ \t]*"));
  }
}
