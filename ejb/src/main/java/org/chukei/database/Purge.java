package org.chukei.database;

import java.io.IOException;
import java.util.List;

/** Deletes what a record that grows need not keep, the oldest first, in small transactions. */
public final class Purge {

  /** Rows of one transaction: the embedded database keeps it all in memory. */
  public static final int PIECE = 1_000;

  private Purge() {}

  /** One transaction's worth of deleting. */
  @FunctionalInterface
  public interface Piece {

    /**
     * @param before only what is older, in milliseconds since 1970
     * @param most about so many, the oldest ones
     * @return how many were deleted; 0: there was none
     */
    int delete(long before, int most) throws IOException;
  }

  /**
   * @param before what is older goes, in milliseconds since 1970
   * @param tooMany asked after that: how many are too many even so
   */
  public static void run(Piece piece, long before, Count tooMany) throws IOException {
    while (piece.delete(before, PIECE) > 0) {}
    long left = tooMany.count();
    int deleted = 1;
    while (left > 0 && deleted > 0) {
      deleted = piece.delete(Long.MAX_VALUE, (int) Math.min(PIECE, left));
      left -= deleted;
    }
  }

  /**
   * The piece of a table whose rows stand alone and have an {@code id}.
   *
   * @param column of the time, in milliseconds since 1970; it must be indexed
   */
  public static Piece rows(Transactions transactions, String entity, String column) {
    String select =
        "SELECT r.id FROM %s r WHERE r.%s < :before ORDER BY r.%s"
            .formatted(entity, column, column);
    return (before, most) ->
        transactions.call(
            em -> {
              List<String> ids =
                  em.createQuery(select, String.class)
                      .setParameter("before", before)
                      .setMaxResults(most)
                      .getResultList();
              return ids.isEmpty()
                  ? 0
                  : em.createQuery("DELETE FROM " + entity + " r WHERE r.id IN :ids")
                      .setParameter("ids", ids)
                      .executeUpdate();
            });
  }

  /** Asks the database. */
  @FunctionalInterface
  public interface Count {
    long count() throws IOException;
  }
}
