package org.chukei.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.chukei.connector.api.RelayRequest;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.policy.Condition.Expires;
import org.chukei.policy.Condition.Hourly;

/**
 * One entry of the permit list.
 *
 * @param line its line in the text, from 1
 * @param conditions all of which have to hold too; none as a rule
 * @param owner who is to be asked about it; empty where nobody is named
 * @param note the comment behind it; empty where there is none
 */
public record PermitEntry(
    int line, Network network, List<Condition> conditions, String owner, String note) {

  private static final int LONGEST = 1_000;
  private static final String OWNER = "owner=";
  private static final int LONGEST_OWNER = 100;

  public PermitEntry {
    conditions = List.copyOf(conditions);
  }

  /** An entry that asks for nothing but the address. */
  PermitEntry(int line, Network network) {
    this(line, network, List.of(), "", "");
  }

  static PermitEntry parse(int line, String text, String note) throws NetworkSyntaxException {
    if (text.length() > LONGEST) {
      throw new NetworkSyntaxException("the entry is longer than 1000 characters");
    }
    String[] words = text.split("[ \t]+");
    Network network = Network.parse(words[0]);
    List<Condition> conditions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    String owner = "";
    for (int i = 1; i < words.length; i++) {
      String name;
      if (words[i].toLowerCase(Locale.ROOT).startsWith(OWNER)) {
        name = "owner";
        owner = owner(words[i].substring(OWNER.length()));
      } else {
        Condition condition = Condition.parse(words[i]);
        name = condition.name();
        conditions.add(condition);
      }
      if (!names.add(name)) {
        throw new NetworkSyntaxException(name + " stands twice; write an entry for each");
      }
    }
    return new PermitEntry(line, network, conditions, owner, note);
  }

  private static String owner(String value) throws NetworkSyntaxException {
    if (value.isEmpty() || value.length() > LONGEST_OWNER) {
      throw new NetworkSyntaxException("owner is a name without blanks, 1 to 100 characters");
    }
    return value;
  }

  boolean isUnconditional() {
    return conditions.isEmpty();
  }

  /** The conditions that do not hold; none: it permits. */
  List<Condition> unmet(RelayRequest request, Instant now) {
    return conditions.stream().filter(condition -> !condition.holds(request, now)).toList();
  }

  /** Recipients in an hour; empty for no limit. */
  public OptionalInt hourly() {
    return conditions.stream()
        .filter(Hourly.class::isInstance)
        .mapToInt(condition -> ((Hourly) condition).most())
        .findFirst();
  }

  /** The last day on which it permits; empty where it does not expire. */
  public Optional<Expires> expiry() {
    return conditions.stream()
        .filter(Expires.class::isInstance)
        .map(Expires.class::cast)
        .findFirst();
  }

  /** Whether the other one permits the same, wherever it stands and however it is written. */
  boolean permitsTheSameAs(PermitEntry other) {
    return network.equals(other.network)
        && Set.copyOf(conditions).equals(Set.copyOf(other.conditions));
  }

  /** Whether all that the other one permits is permitted by this one. */
  boolean covers(PermitEntry other) {
    return network.contains(other.network)
        && conditions.stream().allMatch(mine -> other.conditions.stream().anyMatch(mine::covers));
  }

  /** Whom it permits, whoever owns it, however long and however much: its use is counted so. */
  public PermitKey key() {
    return new PermitKey(
        network,
        conditions.stream().filter(c -> !(c instanceof Expires || c instanceof Hourly)).toList());
  }

  /** {@code 192.0.2.0/24 client-cert=SHA256:…}, in one spelling. */
  public String text() {
    StringBuilder text = new StringBuilder(network.toString());
    conditions.forEach(condition -> text.append(' ').append(condition.text()));
    return text.toString();
  }
}
