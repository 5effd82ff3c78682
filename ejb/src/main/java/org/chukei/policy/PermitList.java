package org.chukei.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * The relay permit list: a set of networks whose clients may relay, if they are UNCONDITIONAL on
 * the {@link ConnectionList} too. Each change is in force when the method returns.
 */
@ApplicationScoped
public class PermitList {

  public ListVersion<PermitEntry> current() {
    throw new UnsupportedOperationException();
  }

  /**
   * What saving this text would say, without saving: line errors and dangers are thrown as {@link
   * #save} throws them.
   */
  public List<ListWarning> check(ListEdit edit) {
    throw new UnsupportedOperationException();
  }

  /**
   * @throws ListRejectedException where lines can't be read
   * @throws NeedsAcknowledgementException where the list is dangerous and nobody acknowledged it
   * @throws org.chukei.account.ConflictException where {@link ListEdit#basedOn} is outdated
   */
  public SavedList save(ListEdit edit) {
    throw new UnsupportedOperationException();
  }

  /**
   * Appends one entry; nothing changes where the network is there already.
   *
   * @param entry in any notation, a comment may follow
   * @throws ListRejectedException as {@link #save}; the error's line is 1
   * @throws NeedsAcknowledgementException as {@link #save}
   */
  public SavedList add(String entry, String author, Optional<String> acknowledgedBy) {
    throw new UnsupportedOperationException();
  }

  /**
   * Removes every line with this network, in whatever notation.
   *
   * @throws ListRejectedException where the entry can't be read
   * @throws org.chukei.account.NotFoundException where no line has it
   */
  public SavedList remove(String entry, String author) {
    throw new UnsupportedOperationException();
  }
}
