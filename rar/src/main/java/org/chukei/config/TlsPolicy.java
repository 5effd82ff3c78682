package org.chukei.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much encryption delivery asks of a next hop. */
public enum TlsPolicy {
  /** In the clear, whatever the next hop offers. */
  NONE,
  /** TLS where it is offered and works, in the clear where not (RFC 7435); nobody is verified. */
  MAY,
  /** TLS with whoever answers, or the mail waits. */
  ENCRYPT,
  /** TLS with a certificate that a trusted authority has issued to the host, or the mail waits. */
  VERIFY;

  /** What an operator may write. */
  public static final String WORDS = "none, may, encrypt or verify";

  /** Case counts not; empty for any other word. */
  public static Optional<TlsPolicy> parse(String word) {
    return Arrays.stream(values()).filter(p -> p.word().equalsIgnoreCase(word)).findFirst();
  }

  /** As an operator writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
