package org.chukei.account;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.chukei.database.TestDatabase;

/** {@link RulesDatabase} on a {@link TestDatabase}, as the container's does it. */
public final class TestRules implements RulesDatabase {

  private final TestDatabase database;
  private final List<Runnable> afterChange = new ArrayList<>();
  private volatile boolean away;

  public TestRules(TestDatabase database) {
    this.database = database;
  }

  /** What the event does in the container. */
  public void afterChange(Runnable action) {
    afterChange.add(action);
  }

  /** From now on the database can't be reached, or can again. */
  public void away(boolean isAway) {
    away = isAway;
  }

  @Override
  public <T> T read(Function<EntityManager, T> work) {
    requireReachable();
    return database.call(work);
  }

  @Override
  public void write(Consumer<EntityManager> work) {
    requireReachable();
    database.run(work);
  }

  @Override
  public <T> T change(Change<T> work) {
    requireReachable();
    T answer = database.call(em -> work.make(em, RulesVersionRow.raise(em)));
    afterChange.forEach(Runnable::run);
    return answer;
  }

  private void requireReachable() {
    if (away) {
      throw new IllegalStateException("the database is away");
    }
  }
}
