package org.chukei.policy;

import java.util.List;

/**
 * What came of a change to a list.
 *
 * @param version in force now
 * @param changed false where the list already was as asked, so that nothing was saved
 */
public record SavedList(long version, boolean changed, List<ListWarning> warnings) {

  public SavedList {
    warnings = List.copyOf(warnings);
  }
}
