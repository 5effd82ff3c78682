package org.chukei.management;

import java.util.Map;

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
   * @param tls whether the session is encrypted
   * @param sender an address; empty for the null reverse-path
   * @param recipient an address
   * @param account the account it authenticated as; empty for none
   * @param clientCertificate fingerprint of the certificate it has shown, {@code SHA256:…}; empty
   *     for none
   * @return the explanation, in English
   * @throws IllegalArgumentException where an argument can't be read; the message says which
   */
  String simulate(
      String service,
      String client,
      boolean tls,
      String sender,
      String recipient,
      String account,
      String clientCertificate);

  /**
   * The reasons of a verdict.
   *
   * @param decisionId as a refusal's text has it
   * @param language {@code en} or {@code ja}
   * @return the text that the console, REST and the command line show too; a sentence where the
   *     decision is not known (any more)
   */
  String explain(String decisionId, String language);

  /**
   * Recorded decisions, the newest first, a line each: time, id, verdict, rule, client, sender,
   * recipient. Empty arguments stand for whatever it is.
   *
   * @param client an address or a network
   * @param verdict ACCEPTED, DEFERRED or REFUSED
   * @param from the earliest, {@code 2026-11-24T09:00:00Z}
   * @param until the latest
   * @param limit the most of them
   */
  String[] findDecisions(
      String client,
      String sender,
      String recipient,
      String account,
      String verdict,
      String from,
      String until,
      int limit);

  /** What the last run of the open-relay self-test found: passed, failed or not run, and why. */
  String getSelfTest();

  /** Runs the open-relay self-test, and tells what it found, a line each. */
  String runSelfTest();

  /** Permitted addresses that are suspected to be gateways, a sentence each. */
  String[] getSuspectedGateways();

  /** Recipients of the last hour: {@code REFUSED RELAYING_DENIED: 12}, the most frequent first. */
  String[] getVerdictsOfLastHour();

  /** Attempts of the last hour, one for each recipient, by what they came to. */
  Map<String, Long> getDeliveriesOfLastHour();

  /** Verdicts of this node since it started. */
  long getDecisionsSeen();

  /** Of these, the ones that were recorded; under load acceptances are sampled. */
  long getDecisionsRecorded();
}
