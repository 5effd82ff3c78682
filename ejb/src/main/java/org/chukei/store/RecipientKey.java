package org.chukei.store;

import java.io.Serializable;

/**
 * Which recipient of which message: the key of every table with a row for each. For JPA, which does
 * not take a record here; the entities have fields of these names.
 */
public final class RecipientKey implements Serializable {

  private String queueId;
  private int place;

  @Override
  public boolean equals(Object other) {
    return other instanceof RecipientKey that
        && place == that.place
        && queueId.equals(that.queueId);
  }

  @Override
  public int hashCode() {
    return 31 * queueId.hashCode() + place;
  }
}
