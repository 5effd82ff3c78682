package org.chukei.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The connection list: ordered entries, first match wins, no match is ALLOW. Each change is in
 * force when the method returns.
 */
@ApplicationScoped
public class ConnectionList {

  public ListVersion<ConnectionEntry> current() {
    throw new UnsupportedOperationException();
  }

  /** As {@link PermitList#check}. */
  public List<ListWarning> check(ListEdit edit) {
    throw new UnsupportedOperationException();
  }

  /**
   * As {@link PermitList#save}. Dangerous is what it makes UNCONDITIONAL; DENY and ALLOW never are.
   */
  public SavedList save(ListEdit edit) {
    throw new UnsupportedOperationException();
  }

  /**
   * Adds one entry; nothing changes where the same entry is there already.
   *
   * @param entry {@code DENY|ALLOW|UNCONDITIONAL network}
   * @param position its place among the entries, from 1; empty: the last
   * @throws ListRejectedException as {@link #save}; the error's line is 1
   * @throws NeedsAcknowledgementException as {@link #save}
   */
  public SavedList add(
      String entry, OptionalInt position, String author, Optional<String> acknowledgedBy) {
    throw new UnsupportedOperationException();
  }

  /**
   * Removes every line with this entry.
   *
   * @param entry {@code DENY|ALLOW|UNCONDITIONAL network}, or a network alone for whatever action
   * @throws ListRejectedException where the entry can't be read
   * @throws org.chukei.account.NotFoundException where no line has it
   * @throws NeedsAcknowledgementException as {@link #save}: what a DENY hid may come to light
   */
  public SavedList remove(String entry, String author, Optional<String> acknowledgedBy) {
    throw new UnsupportedOperationException();
  }
}
