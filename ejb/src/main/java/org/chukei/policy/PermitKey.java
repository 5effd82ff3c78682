package org.chukei.policy;

import java.util.List;
import org.chukei.network.Network;

/**
 * Whom an entry of the permit list is for: what stays the same when its owner, its expiry or its
 * limit is changed.
 */
public record PermitKey(Network network, List<Condition> conditions) {

  public PermitKey {
    conditions = List.copyOf(conditions);
  }

  /** In one spelling, in which the database has it. */
  String text() {
    StringBuilder text = new StringBuilder(network.toString());
    conditions.stream().map(Condition::text).sorted().forEach(c -> text.append(' ').append(c));
    return text.toString();
  }
}
