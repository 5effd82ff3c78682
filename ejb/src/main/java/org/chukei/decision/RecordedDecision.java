package org.chukei.decision;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Verdict;
import org.chukei.policy.Decision;
import org.chukei.policy.PermitEntry;
import org.chukei.policy.Rule;

/** A decision as it was recorded: it says its reasons in the words of the release that made it. */
record RecordedDecision(
    DecisionId id,
    Instant at,
    Rule rule,
    Verdict verdict,
    Client client,
    Optional<RelayRequest> request,
    List<Fact> facts,
    List<Step> explanation,
    String remedy)
    implements Decision {

  RecordedDecision {
    facts = List.copyOf(facts);
    explanation = List.copyOf(explanation);
  }

  /** What it counts for was counted when it was made. */
  @Override
  public Optional<PermitEntry> permit() {
    return Optional.empty();
  }
}
