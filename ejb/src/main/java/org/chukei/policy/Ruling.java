package org.chukei.policy;

import java.util.ArrayList;
import java.util.List;

/** The rule that decides a situation, and what it says. */
record Ruling(Rule rule, Outcome outcome) {

  private static final Rule[] ORDER = Rule.values();

  static Ruling of(Situation situation) {
    for (Rule rule : ORDER) {
      Outcome outcome = rule.judge(situation);
      if (outcome != Outcome.NEXT) {
        return new Ruling(rule, outcome);
      }
    }
    throw new AssertionError("the last rule always decides");
  }

  /** Each rule tried, up to the one that decides. */
  static List<Decision.Step> steps(Situation situation) {
    List<Decision.Step> steps = new ArrayList<>();
    for (Rule rule : ORDER) {
      boolean decided = rule.judge(situation) != Outcome.NEXT;
      steps.add(new Decision.Step(rule, decided, rule.why(situation)));
      if (decided) {
        break;
      }
    }
    return List.copyOf(steps);
  }
}
