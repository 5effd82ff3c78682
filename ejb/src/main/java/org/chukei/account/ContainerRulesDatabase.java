package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The {@link RulesDatabase} in a container: JTA transactions, and an event when one has changed
 * something.
 */
@ApplicationScoped
public class ContainerRulesDatabase implements RulesDatabase {

  @Inject private RulesTransactions transactions;
  @Inject private Event<RulesChanged> changed;

  @Override
  public <T> T read(Function<EntityManager, T> work) {
    return transactions.read(work);
  }

  @Override
  public void write(Consumer<EntityManager> work) {
    transactions.write(work);
  }

  @Override
  public <T> T change(Change<T> work) {
    T answer = transactions.change(work);
    // Not a transactional observer: in afterCompletion the rules could not be read again.
    changed.fire(new RulesChanged());
    return answer;
  }
}
