package org.chukei.policy.importing;

import org.chukei.network.AddressRanges;

/** Reads one format. */
@FunctionalInterface
interface ListReader {

  /**
   * Whose clients may relay by this text.
   *
   * @throws org.chukei.policy.ListRejectedException naming every line that can't be read
   */
  AddressRanges permitted(String text);
}
