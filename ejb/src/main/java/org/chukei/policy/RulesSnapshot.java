package org.chukei.policy;

import java.util.List;
import java.util.Optional;
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

  Standing standing(RelayRequest request) {
    Client client = request.session().client();
    Standing standing = standing(client);
    if (standing.permit().isPresent() || !client.known()) {
      return standing;
    }
    List<PermitEntry> conditional = permits.conditional(IpAddress.of(client.address()));
    if (conditional.isEmpty()) {
      return standing;
    }
    Optional<PermitEntry> met =
        conditional.stream().filter(entry -> entry.holds(request)).findFirst();
    return new Standing(met, met.isPresent() ? List.of() : conditional, standing.connection());
  }

  /**
   * What the two lists say of a client.
   *
   * @param permit the most specific entry of the permit list
   * @param unmet where no entry permits the client: those that would, but for their conditions
   * @param connection the first entry of the connection list; empty is ALLOW
   */
  record Standing(
      Optional<PermitEntry> permit, List<PermitEntry> unmet, Optional<ConnectionEntry> connection) {

    boolean is(ConnectionAction action) {
      return connection.map(ConnectionEntry::action).orElse(ConnectionAction.ALLOW) == action;
    }
  }
}
