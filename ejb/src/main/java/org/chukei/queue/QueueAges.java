package org.chukei.queue;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long queued messages have waited since charge was taken of them.
 *
 * @param oldest zero where nothing waits
 * @param messages by the band of their age; each band is there
 */
public record QueueAges(Duration oldest, Map<Band, Long> messages) {

  /** From so long on, to where the next one begins. */
  public enum Band {
    FRESH("0m", Duration.ZERO),
    MINUTES("5m", Duration.ofMinutes(5)),
    HOURS("1h", Duration.ofHours(1)),
    DAYS("1d", Duration.ofDays(1));

    private final String label;
    private final Duration from;

    Band(String label, Duration from) {
      this.label = label;
      this.from = from;
    }

    /** Its beginning, as metrics, REST and JMX write it: {@code 5m}. */
    public String label() {
      return label;
    }

    /** Inclusive. */
    public Duration from() {
      return from;
    }
  }

  public QueueAges {
    messages = Map.copyOf(messages);
  }

  /**
   * @param from how many messages are as old as each band begins, or older
   */
  static QueueAges of(Duration oldest, Map<Band, Long> from) {
    Map<Band, Long> messages = new EnumMap<>(Band.class);
    Band[] bands = Band.values();
    for (int i = 0; i < bands.length; i++) {
      long older = i + 1 < bands.length ? from.get(bands[i + 1]) : 0;
      messages.put(bands[i], Math.max(0, from.get(bands[i]) - older)); // mail flows meanwhile
    }
    return new QueueAges(oldest, messages);
  }

  /** Messages of this band and all older ones. */
  public long from(Band band) {
    long sum = 0;
    for (Band other : Band.values()) {
      sum += other.compareTo(band) >= 0 ? messages.get(other) : 0;
    }
    return sum;
  }
}
