package org.chukei.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Verdict;

/** A decision that says its reasons only when asked: an accepted RCPT pays for none of them. */
record Judgement(DecisionId id, Instant at, Rule rule, Verdict verdict, Evidence evidence)
    implements Decision {

  @Override
  public Client client() {
    return evidence.client();
  }

  @Override
  public Optional<RelayRequest> request() {
    return evidence.asked();
  }

  @Override
  public Optional<PermitEntry> permit() {
    return rule == Rule.PERMIT ? evidence.permit() : Optional.empty();
  }

  @Override
  public List<Fact> facts() {
    return evidence.facts();
  }

  @Override
  public List<Step> explanation() {
    return evidence.explanation();
  }

  @Override
  public String remedy() {
    return evidence.remedy();
  }
}
