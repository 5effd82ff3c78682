package org.chukei.decision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import org.chukei.policy.RulesDraft;

/**
 * Asks before a draft is saved whether the last day's mail between strangers would newly pass by
 * it: what makes an open relay of a server looks harmless on a list.
 */
@ApplicationScoped
public class OpeningCheck {

  private static final int DAYS = 1;

  private final WhatIf whatIf;

  @Inject
  public OpeningCheck(WhatIf whatIf) {
    this.whatIf = whatIf;
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected OpeningCheck() {
    whatIf = null;
  }

  /**
   * @throws OpensUpException where it would
   * @throws org.chukei.policy.ListRejectedException where a line of the draft can't be read
   * @throws IOException where the decisions can't be asked
   */
  public void check(RulesDraft draft) throws IOException {
    Replay replay = whatIf.replay(draft, DAYS);
    if (replay.opensUp()) {
      throw new OpensUpException(replay);
    }
  }
}
