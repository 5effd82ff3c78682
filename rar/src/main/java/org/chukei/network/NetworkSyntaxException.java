package org.chukei.network;

/**
 * A network that an operator wrote and that can't be read; the message says why, without the line
 * it stood in.
 */
public final class NetworkSyntaxException extends Exception {

  public NetworkSyntaxException(String reason) {
    super(reason);
  }
}
