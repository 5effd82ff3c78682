package org.chukei.policy;

import java.time.Instant;
import java.util.Optional;

/**
 * One saved version of a list, in force or not, as the operator wrote it.
 *
 * @param version grows with every change of any rule, so that a list's versions have gaps
 * @param reason empty where none was given
 * @param acknowledgedBy who acknowledged its dangers; empty where it had none
 * @param text to the letter
 */
public record SavedVersion(
    long version,
    String author,
    Instant savedAt,
    String reason,
    Optional<String> acknowledgedBy,
    String text) {

  /** What a server starts with. */
  static final SavedVersion FIRST =
      new SavedVersion(0, "", Instant.EPOCH, "", Optional.empty(), "");
}
