package org.chukei.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chukei.connector.api.RelayRequest;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;

/**
 * One entry of the permit list.
 *
 * @param line its line in the text, from 1
 * @param conditions all of which have to hold too; none as a rule
 */
public record PermitEntry(int line, Network network, List<Condition> conditions) {

  public PermitEntry {
    conditions = List.copyOf(conditions);
  }

  /** An entry that asks for nothing but the address. */
  PermitEntry(int line, Network network) {
    this(line, network, List.of());
  }

  static PermitEntry parse(int line, String text) throws NetworkSyntaxException {
    String[] words = text.split("[ \t]+");
    Network network = Network.parse(words[0]);
    List<Condition> conditions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 1; i < words.length; i++) {
      Condition condition = Condition.parse(words[i]);
      if (!names.add(condition.name())) {
        throw new NetworkSyntaxException(
            condition.name() + " stands twice; write an entry for each");
      }
      conditions.add(condition);
    }
    return new PermitEntry(line, network, conditions);
  }

  boolean isUnconditional() {
    return conditions.isEmpty();
  }

  boolean holds(RelayRequest request) {
    return conditions.stream().allMatch(condition -> condition.holds(request));
  }

  /** Whether the other one permits the same, wherever it stands and however it is written. */
  boolean permitsTheSameAs(PermitEntry other) {
    return network.equals(other.network) && sameConditions(other);
  }

  /** Whether all that the other one permits is permitted by this one. */
  boolean covers(PermitEntry other) {
    return network.contains(other.network) && (isUnconditional() || sameConditions(other));
  }

  private boolean sameConditions(PermitEntry other) {
    return Set.copyOf(conditions).equals(Set.copyOf(other.conditions));
  }

  /** {@code 192.0.2.0/24 client-cert=SHA256:…}, in one spelling. */
  public String text() {
    StringBuilder text = new StringBuilder(network.toString());
    conditions.forEach(condition -> text.append(' ').append(condition.text()));
    return text.toString();
  }
}
