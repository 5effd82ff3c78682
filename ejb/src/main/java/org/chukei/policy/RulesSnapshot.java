package org.chukei.policy;

import java.util.Optional;
import org.chukei.account.Directory;
import org.chukei.connector.api.Client;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;

/**
 * The rules of one moment, compiled for looking up. Immutable.
 *
 * @param version of the rules it was made from, from 1
 */
record RulesSnapshot(
    long version, PermitTable permits, ConnectionTable connections, Directory directory) {

  Standing standing(Client client) {
    IpAddress address = IpAddress.of(client.address());
    Optional<ConnectionEntry> connection = connections.find(address);
    if (!client.known()) {
      // The address is a proxy's, behind which anybody may be: it denies, but permits nothing.
      return new Standing(
          Optional.empty(), connection.filter(e -> e.action() == ConnectionAction.DENY));
    }
    return new Standing(permits.find(address), connection);
  }

  /**
   * What the two lists say of a client.
   *
   * @param permit the most specific network of the permit list
   * @param connection the first entry of the connection list; empty is ALLOW
   */
  record Standing(Optional<Network> permit, Optional<ConnectionEntry> connection) {

    boolean is(ConnectionAction action) {
      return connection.map(ConnectionEntry::action).orElse(ConnectionAction.ALLOW) == action;
    }
  }
}
