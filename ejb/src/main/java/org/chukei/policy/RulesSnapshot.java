package org.chukei.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chukei.account.Directory;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.RelayRequest;
import org.chukei.network.IpAddress;

/**
 * The rules of one moment, compiled for looking up. Immutable.
 *
 * @param version of the rules it was made from, from 1
 */
record RulesSnapshot(
    long version, PermitTable permits, ConnectionTable connections, Directory directory) {

  /** Before there is a recipient: entries with conditions permit nothing yet. */
  Standing standing(Client client) {
    IpAddress address = IpAddress.of(client.address());
    Optional<ConnectionEntry> connection = connections.find(address);
    if (!client.known()) {
      // The address is a proxy's, behind which anybody may be: it denies, but permits nothing.
      return new Standing(
          Optional.empty(), List.of(), connection.filter(e -> e.action() == ConnectionAction.DENY));
    }
    return new Standing(permits.find(address), List.of(), connection);
  }

  /**
   * @param now for entries that expire
   */
  Standing standing(RelayRequest request, Instant now) {
    Client client = request.session().client();
    Standing standing = standing(client);
    if (standing.permit().isPresent() || !client.known()) {
      return standing;
    }
    List<PermitEntry> conditional = permits.conditional(IpAddress.of(client.address()));
    if (conditional.isEmpty()) {
      return standing;
    }
    List<Unmet> unmet = new ArrayList<>();
    for (PermitEntry entry : conditional) {
      List<Condition> lacking = entry.unmet(request, now);
      if (lacking.isEmpty()) {
        return new Standing(Optional.of(entry), List.of(), standing.connection());
      }
      unmet.add(new Unmet(entry, lacking));
    }
    return new Standing(Optional.empty(), unmet, standing.connection());
  }

  /**
   * An entry that would permit the client, and what does not hold of what it asks.
   *
   * @param conditions at least one
   */
  record Unmet(PermitEntry entry, List<Condition> conditions) {

    /** {@code 192.0.2.0/24: tls, account=info@example.jp}. */
    String text() {
      return entry.network()
          + ": "
          + conditions.stream().map(Condition::text).collect(Collectors.joining(", "));
    }
  }

  /**
   * What the two lists say of a client.
   *
   * @param permit the entry of the permit list that counts
   * @param unmet where no entry permits the client: those that would, but for their conditions
   * @param connection the first entry of the connection list; empty is ALLOW
   */
  record Standing(
      Optional<PermitEntry> permit, List<Unmet> unmet, Optional<ConnectionEntry> connection) {

    Standing {
      unmet = List.copyOf(unmet);
    }

    /** What would have to hold for a permit; empty text where there is one, or no entry at all. */
    String lacking() {
      return unmet.stream().map(Unmet::text).collect(Collectors.joining(" / "));
    }

    boolean is(ConnectionAction action) {
      return connection.map(ConnectionEntry::action).orElse(ConnectionAction.ALLOW) == action;
    }
  }
}
