package org.chukei.account;

import jakarta.persistence.EntityManager;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The tables of rules and accounts, one transaction a call, whatever transaction the caller is in.
 * Safe for many threads.
 */
public interface RulesDatabase {

  /** Runs the work in a transaction of its own. */
  <T> T read(Function<EntityManager, T> work);

  /**
   * Runs the work in a transaction of its own that has raised the rules' version first, so that
   * changes queue behind one another and each sees what the one before it did. When it returns, the
   * change is committed and in force on this node. An exception of the work rolls back and comes
   * out as it is.
   */
  <T> T change(Change<T> work);

  /**
   * Runs work in a transaction of its own that writes what is no rule: the version stays as it is.
   */
  void write(Consumer<EntityManager> work);

  /** The work of one change. */
  @FunctionalInterface
  interface Change<T> {

    /**
     * @param version the rules' version that this change makes
     */
    T make(EntityManager em, long version);
  }
}
