package org.chukei.smtp;

/**
 * The NOTIFY parameter of RCPT: of what the sender wants to be told (RFC 3461 §4.1).
 *
 * @param success that it was delivered
 * @param failure that it was given up
 * @param delay that it waits
 */
public record Notify(boolean success, boolean failure, boolean delay) {

  /** Of nothing. */
  public static final Notify NEVER = new Notify(false, false, false);
}
