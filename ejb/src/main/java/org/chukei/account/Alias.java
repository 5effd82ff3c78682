package org.chukei.account;

/**
 * A second address of one account, which therefore owns it.
 *
 * @param address in lower case
 * @param account the account's address
 */
public record Alias(String address, String account) {}
