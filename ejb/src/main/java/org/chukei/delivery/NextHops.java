package org.chukei.delivery;

import java.util.List;
import org.chukei.smtp.EnhancedStatus;

/** What the look-up of a destination's next hops came to. */
sealed interface NextHops {

  /**
   * @param hops in the order in which to try them, at least one
   */
  record Found(List<NextHop> hops) implements NextHops {
    public Found {
      hops = List.copyOf(hops);
      if (hops.isEmpty()) {
        throw new IllegalArgumentException("nowhere to go is NotNow or Never");
      }
    }
  }

  /** Cannot tell, so try again later. */
  record NotNow(EnhancedStatus status, String text) implements NextHops {
    NotNow(String status, String text) {
      this(EnhancedStatus.of(status), text);
    }
  }

  /** The DNS says that this domain gets no mail. */
  record Never(EnhancedStatus status, String text) implements NextHops {
    Never(String status, String text) {
      this(EnhancedStatus.of(status), text);
    }
  }
}
