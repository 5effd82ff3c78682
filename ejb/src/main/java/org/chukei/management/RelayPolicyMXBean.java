package org.chukei.management;

/** The relay rules over JMX, {@code org.chukei:type=RelayPolicy}. */
public interface RelayPolicyMXBean {

  /** The version of the rules in force; 0 where none was ever read. */
  long getRulesVersion();

  /** Reads the rules from the database and puts them in force. */
  void reload();

  /**
   * What the rules in force would answer to one RCPT, by the very code that decides.
   *
   * @param service MX, SUBMISSION or SUBMISSIONS
   * @param client an IP address
   * @param sender an address; empty for the null reverse-path
   * @param recipient an address
   * @param account the account it authenticated as; empty for none
   * @param clientCertificate fingerprint of the certificate it has shown, {@code SHA256:…}; empty
   *     for none
   * @return the reply, the rule, the facts and each rule tried, a line each
   * @throws IllegalArgumentException where an argument can't be read; the message says which
   */
  String test(
      String service,
      String client,
      String sender,
      String recipient,
      String account,
      String clientCertificate);

  /**
   * The reasons of a verdict of this node.
   *
   * @param decisionId as a refusal's text has it
   * @return as {@link #test}; a sentence where the decision is not known (any more)
   */
  String explain(String decisionId);
}
