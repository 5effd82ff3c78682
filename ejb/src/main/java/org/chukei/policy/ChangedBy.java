package org.chukei.policy;

import java.util.Optional;
import org.chukei.account.UnacceptableException;

/**
 * Who changes a list, and why; kept with the version that comes of it.
 *
 * @param author who saves, 1 to 320 characters
 * @param reason for whoever looks at the versions later, at most 1,000 characters; empty for none
 * @param acknowledgedBy who knows of the list's dangers and wants it all the same
 */
public record ChangedBy(String author, String reason, Optional<String> acknowledgedBy) {

  private static final int LONGEST_NAME = 320;
  private static final int LONGEST_REASON = 1_000;

  /**
   * @throws UnacceptableException where the author is missing or a text is too long
   */
  public ChangedBy {
    if (author.isBlank() || author.length() > LONGEST_NAME) {
      throw new UnacceptableException("author", "who changes the list must be named");
    }
    reason = reason.strip();
    if (reason.length() > LONGEST_REASON) {
      throw new UnacceptableException("reason", "the reason is longer than 1000 characters");
    }
    acknowledgedBy = acknowledgedBy.map(String::strip).filter(name -> !name.isEmpty());
    if (acknowledgedBy.filter(name -> name.length() > LONGEST_NAME).isPresent()) {
      throw new UnacceptableException("acknowledge", "the name is too long");
    }
  }

  /** Without a reason, and without anyone who answers for dangers. */
  public static ChangedBy author(String name) {
    return new ChangedBy(name, "", Optional.empty());
  }

  /** The same, with this reason where none was given. */
  ChangedBy because(String otherwise) {
    return reason.isEmpty() ? new ChangedBy(author, otherwise, acknowledgedBy) : this;
  }
}
