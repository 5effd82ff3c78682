package org.chukei.connector.api;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;

/**
 * Names one accepted message from 250 to its last log line: sixteen characters of Crockford's base
 * 32, nine of milliseconds since 1970 and seven random ones. Sorts by time of acceptance; unique
 * across nodes without asking any.
 */
public record QueueId(String text) implements Comparable<QueueId> {

  private static final int TIME_CHARACTERS = 9;
  private static final int RANDOM_CHARACTERS = 7;
  private static final SecureRandom RANDOM = new SecureRandom();

  public static QueueId at(Instant acceptedAt) {
    return new QueueId(
        Base32.encode(acceptedAt.toEpochMilli(), TIME_CHARACTERS)
            + Base32.encode(RANDOM.nextLong(), RANDOM_CHARACTERS));
  }

  /** Reads an id as it is shown; empty where it is none. */
  public static Optional<QueueId> parse(String text) {
    return text.length() == TIME_CHARACTERS + RANDOM_CHARACTERS && Base32.isEncoded(text)
        ? Optional.of(new QueueId(text))
        : Optional.empty();
  }

  @Override
  public int compareTo(QueueId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
