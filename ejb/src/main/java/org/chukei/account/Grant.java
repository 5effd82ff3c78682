package org.chukei.account;

/**
 * An address, local or foreign, that an account may send as beside its own (relay-rules, "owned by
 * an account").
 *
 * @param account the account's address
 * @param address in lower case
 */
public record Grant(String account, String address) {}
