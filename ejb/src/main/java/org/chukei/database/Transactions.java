package org.chukei.database;

import jakarta.persistence.EntityManager;
import java.io.IOException;

/** Runs work on the database in a transaction of its own. Safe for many threads. */
public interface Transactions {

  /**
   * Commits when the work returns, rolls back when it throws. A transaction of the caller is left
   * out of it.
   *
   * @throws IOException what the work threw, or the database's refusal to do or to commit it;
   *     nothing was changed, unless the connection broke in mid-commit, which can't be known
   */
  <T> T call(Work<T> work) throws IOException;

  /** Work that may read or write elsewhere too. The entity manager is not for keeping. */
  @FunctionalInterface
  interface Work<T> {
    T run(EntityManager em) throws IOException;
  }
}
