package org.chukei.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;

/** The container's transactions. */
@ApplicationScoped
class JtaTransactions implements Transactions {

  @Inject private NewTransaction transaction;

  @Override
  public <T> T call(Work<T> work) throws IOException {
    try {
      return transaction.run(work);
    } catch (RuntimeException e) {
      // The commit happens outside the work, so its failure shows only here.
      throw new IOException("the database refused: " + e.getMessage(), e);
    }
  }
}
