package org.chukei.connector.netty;

/** What an exception says of a peer, fit for one line of the server's log. */
final class PeerText {

  private static final int LONGEST = 160;

  private PeerText() {}

  /** Its message may quote what the peer sent, at any length. */
  static String of(Throwable cause) {
    String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    StringBuilder safe = new StringBuilder();
    text.chars().limit(LONGEST).forEach(c -> safe.append(c < ' ' || c > '~' ? '?' : (char) c));
    return text.length() > LONGEST ? safe + "…" : safe.toString();
  }
}
