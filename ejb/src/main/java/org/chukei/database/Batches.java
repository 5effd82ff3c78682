package org.chukei.database;

import java.util.List;

/** What gathers in memory until it is written to the database, a batch at a time. */
public interface Batches<T> {

  /** The next batch; empty where nothing waits. Until it is answered for, no other is taken. */
  List<T> take();

  /** The batch is in the database. */
  void written();

  /** The database did not take the batch; what matters of it waits again. */
  void notWritten();
}
