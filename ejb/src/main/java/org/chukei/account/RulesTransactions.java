package org.chukei.account;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.function.Consumer;
import java.util.function.Function;

/** The container's transactions for {@link ContainerRulesDatabase}. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RulesTransactions {

  @PersistenceContext(unitName = "chukei")
  private EntityManager em;

  public <T> T read(Function<EntityManager, T> work) {
    return work.apply(em);
  }

  public void write(Consumer<EntityManager> work) {
    work.accept(em);
  }

  public <T> T change(RulesDatabase.Change<T> work) {
    return work.make(em, RulesVersionRow.raise(em));
  }
}
