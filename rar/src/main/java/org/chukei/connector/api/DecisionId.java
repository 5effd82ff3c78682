package org.chukei.connector.api;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * Names one verdict: twelve characters of Crockford's base 32 (60 random bits), shown in groups of
 * four, {@code 7QX2-M4PD-K3VN}.
 *
 * @param text twelve characters without hyphens
 */
public record DecisionId(String text) {

  private static final int LENGTH = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  public static DecisionId random() {
    return new DecisionId(Base32.encode(RANDOM.nextLong(), LENGTH));
  }

  /** Reads an id as a person types it: any case, with or without hyphens. */
  public static Optional<DecisionId> parse(String text) {
    String bare = text.replace("-", "").toUpperCase(Locale.ROOT);
    return bare.length() == LENGTH && Base32.isEncoded(bare)
        ? Optional.of(new DecisionId(bare))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return text.substring(0, 4) + "-" + text.substring(4, 8) + "-" + text.substring(8);
  }
}
