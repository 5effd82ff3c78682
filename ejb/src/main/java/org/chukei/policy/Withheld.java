package org.chukei.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Verdict;

/**
 * What the rules accept, and something that is no rule does not let pass: a limit, or a list that
 * others keep. Its rule is the one that would have accepted it.
 *
 * @param fact why
 * @param why one sentence
 * @param remedy one sentence
 */
record Withheld(Decision accepted, Verdict verdict, Fact fact, String why, String remedy)
    implements Decision {

  static Decision of(
      Decision accepted,
      Function<DecisionId, Verdict> verdict,
      Fact fact,
      String why,
      String remedy) {
    return new Withheld(accepted, verdict.apply(accepted.id()), fact, why, remedy);
  }

  @Override
  public DecisionId id() {
    return accepted.id();
  }

  @Override
  public Instant at() {
    return accepted.at();
  }

  @Override
  public Rule rule() {
    return accepted.rule();
  }

  @Override
  public Client client() {
    return accepted.client();
  }

  @Override
  public Optional<RelayRequest> request() {
    return accepted.request();
  }

  @Override
  public Optional<PermitEntry> permit() {
    return Optional.empty();
  }

  @Override
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>(accepted.facts());
    facts.add(fact);
    return List.copyOf(facts);
  }

  @Override
  public List<Step> explanation() {
    List<Step> steps = new ArrayList<>(accepted.explanation());
    steps.add(new Step(rule(), true, why));
    return List.copyOf(steps);
  }
}
