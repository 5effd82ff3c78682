package org.chukei.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A list as it was saved.
 *
 * @param text as the operator wrote it, blank lines and comments kept
 * @param version 0 for the empty list a server starts with; grows with every change of any rule
 * @param author who saved it; empty text for version 0
 * @param reason why; empty where none was given
 * @param acknowledgedBy who acknowledged its dangers; empty where it had none
 * @param entries in the order of the text
 */
public record ListVersion<E>(
    String text,
    long version,
    String author,
    String reason,
    Optional<String> acknowledgedBy,
    Instant savedAt,
    List<E> entries) {

  public ListVersion {
    entries = List.copyOf(entries);
  }

  /**
   * A line as it is written.
   *
   * @param number from 1
   * @throws IllegalArgumentException where the text has no such line
   */
  public String line(int number) {
    return ListText.line(text, number);
  }

  /** The text without a line. */
  public String without(int number) {
    return ListText.without(text, Set.of(number));
  }

  /**
   * The text with another line in the place of one.
   *
   * @throws org.chukei.account.UnacceptableException where it is not one line
   */
  public String replacing(int number, String line) {
    return ListText.replace(text, number, line);
  }

  /**
   * The text with one line more, the last.
   *
   * @throws org.chukei.account.UnacceptableException where it is not one line
   */
  public String with(String line) {
    return ListText.append(text, ListText.single(line));
  }
}
