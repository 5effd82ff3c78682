package org.chukei.transport;

/**
 * What a smart host asks of us (RFC 4954).
 *
 * @param secret never to be shown
 */
public record Login(String user, String secret) {

  @Override
  public String toString() {
    return user + " (secret hidden)";
  }
}
