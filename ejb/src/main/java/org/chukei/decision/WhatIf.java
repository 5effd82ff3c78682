package org.chukei.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.policy.Decision;
import org.chukei.policy.DraftedRules;
import org.chukei.policy.RelayRules;
import org.chukei.policy.RulesDraft;

/**
 * Asks rules that are not in force yet what they would have said to the recorded questions, and
 * tells what differs from what the rules in force say to them today. Both are asked the very
 * questions of then, with the accounts and domains of today. What a limit or a block list kept out
 * is no matter of rules. Safe for many threads.
 */
@ApplicationScoped
public class WhatIf {

  private static final int MOST_DAYS = 3_650;

  private final DecisionLog log;
  private final RelayRules rules;
  private final Clock clock;

  @Inject
  public WhatIf(DecisionLog log, RelayRules rules, Clock clock) {
    this.log = log;
    this.rules = rules;
    this.clock = clock;
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected WhatIf() {
    log = null;
    rules = null;
    clock = null;
  }

  /**
   * @param days how far back, 1 to 3,650
   * @throws UnacceptableException where it is not
   * @throws org.chukei.policy.ListRejectedException where a line of the draft can't be read
   * @throws IOException where the database can't be asked
   * @throws IllegalStateException while no rules are known
   */
  public Replay replay(RulesDraft draft, int days) throws IOException {
    if (days < 1 || days > MOST_DAYS) {
      throw new UnacceptableException("days", "days are 1 to " + MOST_DAYS + ", not " + days);
    }
    DraftedRules then = known(rules.drafted(draft));
    DraftedRules now = known(rules.inForce());
    Replay replay = new Replay();
    log.each(
        clock.instant().minus(Duration.ofDays(days)),
        decision -> compare(decision, now, then, replay));
    return replay;
  }

  private static DraftedRules known(Optional<DraftedRules> rules) {
    return rules.orElseThrow(() -> new IllegalStateException("the rules could not be read yet"));
  }

  private static void compare(
      Decision recorded, DraftedRules now, DraftedRules then, Replay replay) {
    Decision today = ask(recorded, now);
    Decision drafted = ask(recorded, then);
    boolean foreign = recorded.request().filter(then::isForeignToForeign).isPresent();
    replay.add(recorded, today, drafted, foreign);
  }

  /** A client that the greeting turns away never comes to RCPT. */
  private static Decision ask(Decision recorded, DraftedRules rules) {
    return recorded.request().map(rules::decide).orElseGet(() -> rules.greet(recorded.client()));
  }
}
