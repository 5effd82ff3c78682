package org.chukei.policy;

import org.chukei.connector.api.Client;
import org.chukei.connector.api.RelayRequest;
import org.chukei.policy.Situation.Place;

/** Rules that can be asked, whether they are in force or not. Immutable. */
public final class DraftedRules {

  private final RelayPolicy policy;
  private final RulesSnapshot rules;

  DraftedRules(RelayPolicy policy, RulesSnapshot rules) {
    this.policy = policy;
    this.rules = rules;
  }

  /** As {@link RelayRules#greet}. */
  public Decision greet(Client client) {
    return policy.greet(client, rules);
  }

  /** As {@link RelayRules#decide}. */
  public Decision decide(RelayRequest request) {
    return policy.decide(request, rules);
  }

  /** Neither sender nor recipient is in a local domain. */
  public boolean isForeignToForeign(RelayRequest request) {
    return Place.of(rules.directory().resolve(request.recipient())) == Place.FOREIGN
        && Place.of(request.sender(), rules.directory()) == Place.FOREIGN;
  }
}
