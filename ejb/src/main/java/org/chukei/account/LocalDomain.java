package org.chukei.account;

import java.util.Optional;

/**
 * A domain this server is responsible for.
 *
 * @param name in lower case
 * @param catchAll the account that gets mail for addresses nobody has; empty: such mail is refused
 */
public record LocalDomain(String name, Optional<String> catchAll) {}
