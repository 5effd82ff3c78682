package org.chukei.management;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.chukei.queue.MailQueue;
import org.chukei.queue.QueueAges;
import org.chukei.queue.QueueSizes;

/** How much mail waits, and how long, counted anew at most every few seconds. */
@ApplicationScoped
public class QueueFigures {

  /** Monitors ask for a dozen numbers at once. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  private static final System.Logger LOG = System.getLogger(QueueFigures.class.getName());

  @Inject private MailQueue queue;
  @Inject private Clock clock;
  private Instant countedAt = Instant.MIN;
  private Optional<Figures> last = Optional.empty();

  record Figures(QueueSizes sizes, QueueAges ages) {}

  /** NaN where store or database can't be asked now. */
  Number number(Function<Figures, Number> of) {
    return now().map(of).orElse(Double.NaN);
  }

  private synchronized Optional<Figures> now() {
    Instant now = clock.instant();
    if (countedAt.isAfter(now.minus(KEPT))) {
      return last;
    }
    try {
      last = Optional.of(new Figures(queue.sizes(), queue.ages()));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the queue can't be counted now", e);
      last = Optional.empty();
    }
    countedAt = clock.instant();
    return last;
  }
}
