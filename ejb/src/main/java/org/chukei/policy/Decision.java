package org.chukei.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Verdict;

/** One verdict with its reasons. */
public interface Decision {

  DecisionId id();

  Instant at();

  /** The rule that decided. */
  Rule rule();

  Verdict verdict();

  /** Whose question it was. */
  Client client();

  /** The question of a RCPT; empty where it was a connection's. */
  Optional<RelayRequest> request();

  /** The entry of the permit list by which it passed; empty where it did not pass by one. */
  Optional<PermitEntry> permit();

  /** What was known, in a fixed order. Values are as the peer gave them: escape to show. */
  List<Fact> facts();

  /** Each rule tried, in order; the last one decided. */
  List<Step> explanation();

  /** What would have had to be true for the mail to pass; empty text where it passed. */
  String remedy();

  /**
   * @param name {@code service}, {@code client}, {@code proxy}, {@code connection}, {@code permit},
   *     {@code helo}, {@code tls}, {@code client-cert}, {@code auth}, {@code sender}, {@code
   *     recipient}, {@code rules}; a greeting has only some of them
   * @param value never empty: {@code -} stands for none
   */
  record Fact(String name, String value) {}

  /**
   * @param decided whether this rule decided
   * @param why one sentence
   */
  record Step(Rule rule, boolean decided, String why) {}
}
