package org.chukei.connector.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

  /** Sorts before all ids of messages taken at that time, and behind all that were taken before. */
  public static QueueId earliestAt(Instant time) {
    return new QueueId(
        Base32.encode(time.toEpochMilli(), TIME_CHARACTERS) + Base32.encode(0, RANDOM_CHARACTERS));
  }

  /**
   * The id of a message that this one gives rise to, the same each time: a repeat is recognised by
   * it. Sorts beside this one.
   *
   * @param purpose what tells it from others that this one gives rise to
   */
  public QueueId derive(String purpose) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((text + " " + purpose).getBytes(StandardCharsets.UTF_8));
      return new QueueId(
          text.substring(0, TIME_CHARACTERS)
              + Base32.encode(ByteBuffer.wrap(digest).getLong(), RANDOM_CHARACTERS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
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
