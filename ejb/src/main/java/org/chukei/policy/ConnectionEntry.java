package org.chukei.policy;

import org.chukei.network.Network;

/**
 * One entry of the connection list.
 *
 * @param line its line in the text, from 1
 */
public record ConnectionEntry(int line, ConnectionAction action, Network network) {

  /** {@code DENY 192.0.2.0/24}. */
  public String text() {
    return action + " " + network;
  }
}
