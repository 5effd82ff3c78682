package org.chukei.queue;

import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a filter means for rows: a condition in JPQL, with its parameters. It never leaves out a row
 * that is meant; some that are not meant may pass, because a row does not know what is in memory.
 */
final class RowChoice {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();

  private RowChoice(String node) {
    with("r.homeNode = :node", "node", node);
  }

  /** Empty where no row can be meant. */
  static Optional<RowChoice> of(QueueFilter filter, Pauses pauses, String node) {
    RowChoice choice = new RowChoice(node);
    filter.id().ifPresent(id -> choice.with("r.queueId = :id", "id", id.text()));
    filter.sender().ifPresent(sender -> choice.address("sender", sender));
    filter.recipient().ifPresent(recipient -> choice.address("recipient", recipient));
    // Not as the index has it: HSQLDB would sort all of a destination to find the first of it.
    filter
        .destination()
        .ifPresent(
            name -> choice.with("CONCAT(r.destination, '') = :destination", "destination", name));
    return filter.state().isEmpty() || choice.narrow(filter.state().get(), pauses)
        ? Optional.of(choice)
        : Optional.empty();
  }

  private boolean narrow(RecipientState state, Pauses pauses) {
    switch (state) {
      case HELD -> conditions.add("r.held = TRUE");
      case ACTIVE -> conditions.add("r.owner > ''");
      case DEFERRED -> {
        conditions.add("r.held = FALSE");
        if (!pauses.destinations().isEmpty()) {
          with("r.destination NOT IN :paused", "paused", pauses.destinations());
        }
      }
      case PAUSED -> {
        conditions.add("r.held = FALSE");
        if (!pauses.isDeliveryPaused()) {
          with("r.destination IN :paused", "paused", pauses.destinations());
        }
      }
      case FRESH -> {}
    }
    return switch (state) {
      case HELD, ACTIVE -> true;
      case DEFERRED -> !pauses.isDeliveryPaused();
      case PAUSED -> pauses.isDeliveryPaused() || !pauses.destinations().isEmpty();
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
      with("r." + field + " = :" + field, field, wanted);
    }
  }

  private RowChoice with(String condition, String parameter, Object value) {
    conditions.add(condition);
    parameters.put(parameter, value);
    return this;
  }

  String condition() {
    return String.join(" AND ", conditions);
  }

  <T> TypedQuery<T> applyTo(TypedQuery<T> query) {
    parameters.forEach(query::setParameter);
    return query;
  }
}
