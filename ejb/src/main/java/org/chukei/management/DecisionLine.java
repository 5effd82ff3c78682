package org.chukei.management;

import org.chukei.decision.VerdictKind;
import org.chukei.network.IpAddress;
import org.chukei.policy.Decision;

/** A decision on one line, for a list of them. */
final class DecisionLine {

  private DecisionLine() {}

  static String of(Decision decision) {
    String addresses =
        decision.request().map(r -> " " + r.sender() + " -> " + r.recipient()).orElse("");
    return decision.at()
        + " "
        + decision.id()
        + " "
        + VerdictKind.of(decision.verdict())
        + " rule "
        + decision.rule().number()
        + " "
        + IpAddress.of(decision.client().address())
        + addresses;
  }
}
