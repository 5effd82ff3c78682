package org.chukei.management;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.chukei.queue.MailQueue;
import org.chukei.queue.QueueSizes;
import org.chukei.store.MessageStore;

/** How much mail waits, and how long, counted anew at most every few seconds. */
@ApplicationScoped
public class QueueFigures {

  /** Monitors ask for a dozen numbers at once. */
  private static final Duration KEPT = Duration.ofSeconds(5);

  private static final System.Logger LOG = System.getLogger(QueueFigures.class.getName());

  @Inject private MailQueue queue;
  @Inject private MessageStore store;
  @Inject private Clock clock;
  private Instant countedAt = Instant.MIN;
  private Optional<Figures> last = Optional.empty();

  /** Ages by which the queue is counted. */
  enum Age {
    FIVE_MINUTES("5m", Duration.ofMinutes(5)),
    ONE_HOUR("1h", Duration.ofHours(1)),
    ONE_DAY("1d", Duration.ofDays(1));

    private final String label;
    private final Duration age;

    Age(String label, Duration age) {
      this.label = label;
      this.age = age;
    }

    String label() {
      return label;
    }
  }

  /**
   * @param oldest zero where nothing waits
   * @param older messages, in the order of {@link Age}
   */
  record Figures(QueueSizes sizes, Duration oldest, List<Long> older) {}

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
      last = Optional.of(count(now));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the queue can't be counted now", e);
      last = Optional.empty();
    }
    countedAt = clock.instant();
    return last;
  }

  private Figures count(Instant now) throws IOException {
    Duration oldest =
        store.owed(Optional.empty(), 1).stream()
            .findFirst()
            .map(owed -> Duration.between(owed.envelope().acceptedAt(), now))
            .orElse(Duration.ZERO);
    Long[] older = new Long[Age.values().length];
    for (Age age : Age.values()) {
      older[age.ordinal()] = store.takenBefore(now.minus(age.age));
    }
    return new Figures(queue.sizes(), oldest, List.of(older));
  }
}
