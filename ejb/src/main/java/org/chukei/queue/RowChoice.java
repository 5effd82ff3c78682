package org.chukei.queue;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chukei.connector.api.QueueId;
import org.chukei.database.Conditions;

/**
 * What a filter means for rows. It never leaves out a row that is meant; some that are not meant
 * may pass, because a row does not know what is in memory.
 */
final class RowChoice {

  private final Conditions conditions = new Conditions("r");

  private RowChoice(QueueFilter filter, String node) {
    conditions.equal("homeNode", Optional.of(node));
    conditions.equal("queueId", filter.id().map(QueueId::text));
    filter.sender().ifPresent(sender -> address("sender", sender));
    filter.recipient().ifPresent(recipient -> address("recipient", recipient));
    // Not as the index has it: HSQLDB would sort all of a destination to find the first of it.
    filter
        .destination()
        .ifPresent(name -> with("CONCAT(r.destination, '') = :destination", "destination", name));
  }

  /**
   * Conditions on the rows {@code r}; empty where no row can be meant.
   *
   * @param node whose rows
   */
  static Optional<Conditions> of(QueueFilter filter, Pauses pauses, String node) {
    RowChoice choice = new RowChoice(filter, node);
    return filter.state().isEmpty() || choice.narrow(filter.state().get(), pauses)
        ? Optional.of(choice.conditions)
        : Optional.empty();
  }

  /**
   * @return whether any row can be in that state
   */
  private boolean narrow(RecipientState state, Pauses pauses) {
    boolean isAllPaused = pauses.isDeliveryPaused();
    Set<String> paused = pauses.destinations();
    return switch (state) {
      case HELD -> {
        conditions.add("r.held = TRUE", Map.of());
        yield true;
      }
      case ACTIVE -> {
        conditions.add("r.owner > ''", Map.of());
        yield true;
      }
      case DEFERRED -> {
        conditions.add("r.held = FALSE", Map.of());
        if (!paused.isEmpty()) {
          with("r.destination NOT IN :paused", "paused", paused);
        }
        yield !isAllPaused;
      }
      case PAUSED -> {
        conditions.add("r.held = FALSE", Map.of());
        if (!isAllPaused) {
          with("r.destination IN :paused", "paused", paused);
        }
        yield isAllPaused || !paused.isEmpty();
      }
      case FRESH -> false; // it has no row
    };
  }

  private void address(String field, String wanted) {
    if (QueueFilter.isDomain(wanted)) {
      with(
          "r." + field + " LIKE :" + field + " ESCAPE '!'",
          field,
          "%" + wanted.replaceAll("([!_%])", "!$1"));
    } else {
      conditions.equal(field, Optional.of(wanted));
    }
  }

  private void with(String condition, String parameter, Object value) {
    conditions.add(condition, Map.of(parameter, value));
  }
}
