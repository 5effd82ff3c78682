package org.chukei.account;

/**
 * Someone with a Maildir.
 *
 * @param address in lower case; also the name to log in with
 * @param mayLogIn false where no password was ever set: receives, can't authenticate
 */
public record Account(String address, boolean mayLogIn) {}
