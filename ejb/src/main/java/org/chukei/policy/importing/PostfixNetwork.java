package org.chukei.policy.importing;

import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;

/** A network as Postfix reads it: with host bits in it, it is none. */
final class PostfixNetwork {

  private PostfixNetwork() {}

  static Network parse(String text) throws NetworkSyntaxException {
    if (text.indexOf('/') >= 0 && !text.matches("[0-9A-Fa-f:.]+/\\d+")) {
      throw new NetworkSyntaxException("'" + text + "' is no address and no network");
    }
    Network network = Addresses.network(text);
    if (text.indexOf('/') >= 0
        && !Addresses.address(text.substring(0, text.indexOf('/'))).equals(network.first())) {
      throw new NetworkSyntaxException(
          "'" + text + "' has host bits, and Postfix would pass over it; write " + network);
    }
    return network;
  }
}
