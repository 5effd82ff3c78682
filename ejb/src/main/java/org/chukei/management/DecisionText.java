package org.chukei.management;

import org.chukei.policy.Decision;

/** A decision as plain text: the reply, what was known, and each rule that was tried. */
final class DecisionText {

  private DecisionText() {}

  static String of(Decision decision) {
    StringBuilder text = new StringBuilder(500);
    text.append("decision ").append(decision.id()).append('\n');
    text.append("reply: ").append(decision.verdict().reply()).append('\n');
    text.append("decided by rule ").append(decision.rule().number()).append('\n');
    decision
        .facts()
        .forEach(fact -> text.append(fact.name()).append(": ").append(fact.value()).append('\n'));
    decision
        .explanation()
        .forEach(
            step ->
                text.append("rule ")
                    .append(step.rule().number())
                    .append(step.decided() ? " decided: " : " passed on: ")
                    .append(step.why())
                    .append('\n'));
    if (!decision.remedy().isEmpty()) {
      text.append("to let it pass: ").append(decision.remedy()).append('\n');
    }
    return text.toString();
  }
}
