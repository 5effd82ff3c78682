package org.chukei.cluster;

import java.io.IOException;
import java.util.List;

/**
 * This node's right to deliver the mail that is its own. Where others could take the mail over, it
 * has to be renewed. All but {@link #isHeld} is for one thread at a time.
 */
public interface Lease {

  /** Of a node whose store nobody else reads. */
  Lease UNSHARED =
      new Lease() {
        @Override
        public void begin() {}

        @Override
        public boolean isHeld() {
          return true;
        }

        @Override
        public Renewal renew() {
          return Renewal.NOT_DUE;
        }

        @Override
        public List<TakenOver> takeOver() {
          return List.of();
        }

        @Override
        public void release() {}
      };

  /** What came of an attempt to go on. */
  enum Renewal {
    NOT_DUE,
    RENEWED,
    /** It had run out, and another node has taken the mail over: {@link #begin} again. */
    LOST
  }

  /**
   * What was another node's mail.
   *
   * @param messages how many
   */
  record TakenOver(String node, int messages) {}

  /** A life begins: what is this node's mail from now on, no other takes for abandoned. */
  void begin() throws IOException;

  /**
   * Whether no attempt that begins now can be on mail that another node has taken over. Asked in
   * memory, by many threads; an attempt that had begun may go on.
   */
  boolean isHeld();

  /**
   * Renews it where it is time, to be called each second or so.
   *
   * @throws IOException the database can't be asked; it may be tried again until it runs out
   */
  Renewal renew() throws IOException;

  /** Makes the mail of nodes whose leases have run out this node's own; of each node one does. */
  List<TakenOver> takeOver() throws IOException;

  /** A life is over: others may take over what is left, now. */
  void release() throws IOException;
}
