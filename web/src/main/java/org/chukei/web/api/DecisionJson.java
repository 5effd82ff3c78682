package org.chukei.web.api;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Locale;
import org.chukei.decision.Explanation;
import org.chukei.decision.VerdictKind;
import org.chukei.network.IpAddress;
import org.chukei.policy.Decision;

/** The JSON of decisions. */
final class DecisionJson {

  private DecisionJson() {}

  /**
   * @param rule its number in the order of decision
   * @param explanation each rule tried, in order
   * @param remedy what would have had to be true; empty where the mail passes
   * @param text all of it as one text, in the language that was asked for
   */
  @JsonbPropertyOrder({
    "decision",
    "time",
    "verdict",
    "reply",
    "rule",
    "facts",
    "explanation",
    "remedy",
    "text"
  })
  public record Answer(
      String decision,
      String time,
      VerdictKind verdict,
      String reply,
      String rule,
      List<Decision.Fact> facts,
      List<String> explanation,
      String remedy,
      String text) {}

  /**
   * @param sender left out, as the recipient is, where it is the verdict of a connection
   */
  @JsonbPropertyOrder({
    "decision",
    "time",
    "verdict",
    "reply",
    "rule",
    "service",
    "client",
    "sender",
    "recipient"
  })
  public record Line(
      String decision,
      String time,
      VerdictKind verdict,
      String reply,
      String rule,
      String service,
      String client,
      String sender,
      String recipient) {}

  static Answer answer(Decision decision, Locale language) {
    return new Answer(
        decision.id().toString(),
        decision.at().toString(),
        VerdictKind.of(decision.verdict()),
        decision.verdict().reply().toString(),
        Integer.toString(decision.rule().number()),
        decision.facts(),
        decision.explanation().stream()
            .map(step -> "rule " + step.rule().number() + ": " + step.why())
            .toList(),
        decision.remedy(),
        Explanation.of(decision, language));
  }

  static Line line(Decision decision) {
    return new Line(
        decision.id().toString(),
        decision.at().toString(),
        VerdictKind.of(decision.verdict()),
        decision.verdict().reply().toString(),
        Integer.toString(decision.rule().number()),
        decision.client().service().name(),
        IpAddress.of(decision.client().address()).toString(),
        decision.request().map(request -> request.sender().toString()).orElse(null),
        decision.request().map(request -> request.recipient().toString()).orElse(null));
  }
}
