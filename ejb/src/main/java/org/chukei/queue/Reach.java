package org.chukei.queue;

import java.util.List;
import org.chukei.delivery.Outcome;

/** What an attempt tells of its destination, against what it came to for the recipients. */
enum Reach {
  /** It talks to us, whatever it says of the recipients. */
  ANSWERS,
  /** It can't be reached, or sends us away before it has heard whom the mail is for. */
  FAILS,
  /** Nothing: no attempt on the destination was made. */
  UNTOLD;

  // RFC 3463 §3.5: network and routing status.
  private static final int NETWORK = 4;

  static Reach of(List<Outcome> outcomes) {
    if (outcomes.stream().allMatch(Reach::fails)) {
      return FAILS;
    }
    return outcomes.stream().anyMatch(Reach::answers) ? ANSWERS : UNTOLD;
  }

  private static boolean fails(Outcome outcome) {
    return outcome instanceof Outcome.Deferred deferred
        && (deferred.ofHost() || deferred.status().subject() == NETWORK);
  }

  private static boolean answers(Outcome outcome) {
    return outcome.remote() || outcome instanceof Outcome.Delivered;
  }
}
