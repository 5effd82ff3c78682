package org.chukei.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.QueueId;
import org.chukei.database.Transactions;

/**
 * Contents in pieces, of which one at a time is in memory. HSQLDB holds all that a transaction has
 * touched in memory, so a content of many pieces comes and goes by a transaction for each piece,
 * noted down as unowned while its message is not yet there or is gone. A content of one piece,
 * which is most, shares the transaction of its message.
 *
 * <p>Native SQL, because an entity manager would remember each piece as well.
 */
final class Contents {

  static final int PIECE = 256 * 1024;

  private static final String FORGET = "DELETE FROM unowned_content WHERE queue_id = ?1";

  private final Transactions transactions;
  private final String node;

  Contents(Transactions transactions, String node) {
    this.transactions = transactions;
    this.node = node;
  }

  /** Before the transaction that takes the message: writes a content that does not fit into it. */
  void writeAhead(StoredEnvelope envelope, ContentSource content) throws IOException {
    if (envelope.size() <= PIECE) {
      return;
    }
    QueueId queueId = envelope.queueId();
    transactions.call(em -> noteUnowned(em, queueId));
    try {
      write(
          envelope,
          content,
          (seq, octets) -> transactions.call(em -> insert(em, queueId, seq, octets)));
    } catch (IOException e) {
      throw discardAfter(e, envelope);
    }
  }

  /** In the transaction that takes the message. */
  void own(EntityManager em, StoredEnvelope envelope, ContentSource content) throws IOException {
    if (envelope.size() <= PIECE) {
      write(envelope, content, (seq, octets) -> insert(em, envelope.queueId(), seq, octets));
    } else if (query(em, FORGET + " AND node = ?2", envelope.queueId())
            .setParameter(2, node)
            .executeUpdate()
        == 0) {
      // Another node took this one for dead, and may be discarding it.
      throw new IOException("the content of " + envelope.queueId() + " is no longer this node's");
    }
  }

  /**
   * In the transaction that ends the message.
   *
   * @return whether there is something left to discard
   */
  boolean disown(EntityManager em, QueueId queueId) {
    if (size(em, queueId).orElse(0L) <= PIECE) {
      delete(em, queueId, 0);
      return false;
    }
    noteUnowned(em, queueId);
    return true;
  }

  /**
   * After a settlement. The message is gone whatever becomes of this, so a failure is no failure of
   * the settlement: the content is left to {@link #discardUnowned}.
   */
  void discardAfter(DatabaseStore.Step step, QueueId queueId) {
    if (step.contentLeft()) {
      try {
        discard(queueId);
      } catch (IOException e) {
        System.getLogger(Contents.class.getName())
            .log(System.Logger.Level.WARNING, "content of " + queueId + " left over", e);
      }
    }
  }

  /** After a failure to take the message. */
  IOException discardAfter(IOException failure, StoredEnvelope envelope) {
    try {
      discard(envelope);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** Only what is noted as unowned: a commit that seemed to fail may have been done. */
  void discard(StoredEnvelope envelope) throws IOException {
    QueueId queueId = envelope.queueId();
    if (envelope.size() > PIECE && transactions.call(em -> isUnowned(em, queueId))) {
      discard(queueId);
    }
  }

  void discardUnowned() throws IOException {
    List<?> unowned =
        transactions.call(
            em ->
                em.createNativeQuery("SELECT queue_id FROM unowned_content WHERE node = ?1")
                    .setParameter(1, node)
                    .getResultList());
    for (Object queueId : unowned) {
      discard(new QueueId((String) queueId));
    }
  }

  private void discard(QueueId queueId) throws IOException {
    Object last =
        transactions.call(
            em ->
                query(em, "SELECT MAX(seq) FROM message_content WHERE queue_id = ?1", queueId)
                    .getSingleResult());
    int pieces = last == null ? 0 : ((Number) last).intValue() + 1;
    // From the end, so that MAX still tells what is left when this is cut short.
    for (int seq = pieces - 1; seq >= 0; seq--) {
      int piece = seq;
      transactions.call(em -> delete(em, queueId, piece));
    }
    transactions.call(em -> forget(em, queueId));
  }

  InputStream open(QueueId queueId) throws IOException {
    long size =
        transactions
            .call(em -> size(em, queueId))
            .orElseThrow(() -> new IOException("the message " + queueId + " is gone"));
    return new PieceStream(size, seq -> read(queueId, seq));
  }

  private byte[] read(QueueId queueId, int seq) throws IOException {
    List<?> octets =
        transactions.call(
            em ->
                query(
                        em,
                        "SELECT octets FROM message_content WHERE queue_id = ?1 AND seq = ?2",
                        queueId)
                    .setParameter(2, seq)
                    .getResultList());
    if (octets.isEmpty()) {
      throw new IOException("the message " + queueId + " is gone");
    }
    return (byte[]) octets.get(0);
  }

  private interface Pieces {
    void write(int seq, byte[] octets) throws IOException;
  }

  private static void write(StoredEnvelope envelope, ContentSource content, Pieces pieces)
      throws IOException {
    long written = 0;
    try (InputStream in = content.open()) {
      byte[] octets = in.readNBytes(PIECE);
      for (int seq = 0; octets.length > 0 && written <= envelope.size(); seq++) {
        pieces.write(seq, octets);
        written += octets.length;
        octets = in.readNBytes(PIECE);
      }
    }
    if (written != envelope.size()) {
      throw new IOException("the content does not have " + envelope.size() + " octets");
    }
  }

  private static Optional<Long> size(EntityManager em, QueueId queueId) {
    return em.createQuery("SELECT m.octetCount FROM MessageRow m WHERE m.queueId = :id", Long.class)
        .setParameter("id", queueId.text())
        .getResultStream()
        .findFirst();
  }

  private int noteUnowned(EntityManager em, QueueId queueId) {
    return query(em, "INSERT INTO unowned_content (queue_id, node) VALUES (?1, ?2)", queueId)
        .setParameter(2, node)
        .executeUpdate();
  }

  private static boolean isUnowned(EntityManager em, QueueId queueId) {
    return !query(em, "SELECT queue_id FROM unowned_content WHERE queue_id = ?1", queueId)
        .getResultList()
        .isEmpty();
  }

  private static int forget(EntityManager em, QueueId queueId) {
    return query(em, FORGET, queueId).executeUpdate();
  }

  private static int insert(EntityManager em, QueueId queueId, int seq, byte[] octets) {
    return query(
            em, "INSERT INTO message_content (queue_id, seq, octets) VALUES (?1, ?2, ?3)", queueId)
        .setParameter(2, seq)
        .setParameter(3, octets)
        .executeUpdate();
  }

  private static int delete(EntityManager em, QueueId queueId, int seq) {
    return query(em, "DELETE FROM message_content WHERE queue_id = ?1 AND seq = ?2", queueId)
        .setParameter(2, seq)
        .executeUpdate();
  }

  private static Query query(EntityManager em, String sql, QueueId queueId) {
    return em.createNativeQuery(sql).setParameter(1, queueId.text());
  }
}
