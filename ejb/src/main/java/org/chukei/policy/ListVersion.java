package org.chukei.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
}
