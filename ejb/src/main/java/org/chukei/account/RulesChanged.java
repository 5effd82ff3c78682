package org.chukei.account;

/**
 * Fired on this node after a change of rules or accounts is committed, before its caller goes on.
 */
public record RulesChanged() {}
