package org.chukei.surge;

import java.io.IOException;
import java.util.List;
import org.chukei.database.Transactions;

/** The busiest hours of one node's senders, in the database. */
final class PeakTable {

  private final Transactions transactions;
  private final String node;

  PeakTable(Transactions transactions, String node) {
    this.transactions = transactions;
    this.node = node;
  }

  record Peak(String sender, long day, int recipients) {}

  /** The newest days first. */
  List<Peak> read(int limit) throws IOException {
    return transactions.call(
        em -> {
          @SuppressWarnings("unchecked")
          List<Object[]> rows =
              em.createNativeQuery(
                      "SELECT sender, day_number, recipients FROM sender_peak WHERE node = ?"
                          + " ORDER BY day_number DESC")
                  .setParameter(1, node)
                  .setMaxResults(limit)
                  .getResultList();
          return rows.stream()
              .map(
                  row ->
                      new Peak(
                          (String) row[0],
                          ((Number) row[1]).longValue(),
                          ((Number) row[2]).intValue()))
              .toList();
        });
  }

  /**
   * Writes them over those of the same day.
   *
   * @param oldest day that is kept
   */
  void write(List<Peak> peaks, long oldest) throws IOException {
    transactions.call(
        em -> {
          for (Peak peak : peaks) {
            int updated =
                em.createNativeQuery(
                        "UPDATE sender_peak SET recipients = ?"
                            + " WHERE node = ? AND sender = ? AND day_number = ?")
                    .setParameter(1, peak.recipients())
                    .setParameter(2, node)
                    .setParameter(3, peak.sender())
                    .setParameter(4, peak.day())
                    .executeUpdate();
            if (updated == 0) {
              em.createNativeQuery(
                      "INSERT INTO sender_peak (node, sender, day_number, recipients)"
                          + " VALUES (?, ?, ?, ?)")
                  .setParameter(1, node)
                  .setParameter(2, peak.sender())
                  .setParameter(3, peak.day())
                  .setParameter(4, peak.recipients())
                  .executeUpdate();
            }
          }
          return em.createNativeQuery("DELETE FROM sender_peak WHERE node = ? AND day_number < ?")
              .setParameter(1, node)
              .setParameter(2, oldest)
              .executeUpdate();
        });
  }
}
