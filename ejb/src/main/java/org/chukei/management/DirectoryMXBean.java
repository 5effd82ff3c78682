package org.chukei.management;

import java.util.List;

/**
 * Domains, accounts, groups and transports in JMX: {@code org.chukei:type=Directory}. What is
 * changed is in force at once and stands in the audit log; an unacceptable value is an
 * IllegalArgumentException that names it. An empty text means none.
 */
public interface DirectoryMXBean {

  /** A line each, {@code example.jp}, with {@code -> info@example.jp} where it has a catch-all. */
  List<String> getDomains();

  /** Addresses; those that may not log in are marked. */
  List<String> getAccounts();

  /** {@code boss@example.jp -> info@example.jp}; of foreign ones the address that gets the mail. */
  List<String> getAliases();

  /** {@code info@example.jp may send as sales@example.jp}. */
  List<String> getGrants();

  /** {@code all@example.jp -> a@example.jp, b@example.jp}. */
  List<String> getGroups();

  /** The table of transports; secrets are not shown. */
  List<String> getTransports();

  /**
   * Which way mail to an address would take, and why.
   *
   * @param sender empty: the null reverse-path
   */
  String testTransport(String sender, String address);

  void addDomain(String name);

  void removeDomain(String name);

  void catchAll(String domain, String account);

  /**
   * @param password empty: it can't log in
   */
  void addAccount(String address, String password);

  void setPassword(String address, String password);

  void removeAccount(String address);

  /**
   * @param forwardTo a foreign address that gets the mail instead; empty: the account itself
   */
  void addAlias(String address, String account, String forwardTo);

  void removeAlias(String address);

  void addGrant(String account, String address);

  void removeGrant(String account, String address);

  /**
   * @param members separated by spaces or commas
   * @param owner in whose name it goes to foreign members
   */
  void addGroup(String address, String members, String owner);

  /** Other members, and another owner. */
  void setGroup(String address, String members, String owner);

  void removeGroup(String address);

  /** As {@code ./chukei transport add} takes them. */
  void addTransport(
      String recipient,
      String sender,
      String route,
      String tls,
      String source,
      String user,
      String secret);

  void removeTransport(String recipient, String sender);
}
