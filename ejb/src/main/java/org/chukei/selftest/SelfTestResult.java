package org.chukei.selftest;

import java.time.Instant;
import java.util.List;

/**
 * What a run of the self-test found.
 *
 * @param at when it ended
 * @param rulesVersion of the rules it tried
 * @param addresses as which it posed
 * @param asked RCPT commands
 * @param sampled there were more permitted ranges than it tries
 * @param findings at most {@value SelfTest#MOST_FINDINGS}; none: passed
 * @param trouble why it could not be run to its end; empty text where it was
 */
public record SelfTestResult(
    Instant at,
    long rulesVersion,
    int addresses,
    int asked,
    boolean sampled,
    List<Finding> findings,
    String trouble) {

  public SelfTestResult {
    findings = List.copyOf(findings);
  }

  /** How it ended. */
  public enum State {
    PASSED,
    FAILED,
    NOT_RUN
  }

  public State state() {
    if (!findings.isEmpty()) {
      return State.FAILED;
    }
    return trouble.isEmpty() ? State.PASSED : State.NOT_RUN;
  }

  /** One line. */
  public String text() {
    String tried = asked + " recipients asked for by " + addresses + " addresses";
    return switch (state()) {
      case PASSED -> "passed: " + tried;
      case FAILED -> "failed: " + findings.get(0).text() + "; " + tried;
      case NOT_RUN -> "not run: " + trouble;
    };
  }
}
