package org.chukei.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;

/** The one method that the container wraps in a transaction. */
@ApplicationScoped
class NewTransaction {

  @PersistenceContext(unitName = "chukei")
  private EntityManager em;

  @Transactional(value = TxType.REQUIRES_NEW, rollbackOn = Exception.class)
  public <T> T run(Transactions.Work<T> work) throws IOException {
    return work.run(em);
  }
}
