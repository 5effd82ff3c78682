package org.chukei.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.chukei.account.RulesDatabase;

/**
 * Counts how often the entries of the permit list let a recipient pass, and when they last did.
 * Counted in memory, and written now and then; no reply waits for that. What was counted since is
 * lost when the process ends: on a stop, the container takes the database away before it tells us.
 * Safe for many threads.
 */
@ApplicationScoped
public class PermitUses {

  private static final Logger LOG = System.getLogger(PermitUses.class.getName());

  private final RulesDatabase database;
  private final Clock clock;
  private final Map<PermitKey, Counted> counted = new ConcurrentHashMap<>();
  private final AtomicBoolean away = new AtomicBoolean();

  /** What was not written yet. As many as there were entries; none is ever taken out. */
  private record Counted(LongAdder hits, AtomicLong last) {

    Counted() {
      this(new LongAdder(), new AtomicLong());
    }

    void add(long more, long at) {
      hits.add(more);
      last.accumulateAndGet(at, Math::max);
    }
  }

  @Inject
  public PermitUses(RulesDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** For the container's proxies. */
  protected PermitUses() {
    this(null, null);
  }

  /** Counts a recipient that this entry let pass. */
  public void count(PermitEntry entry) {
    counted.computeIfAbsent(entry.key(), key -> new Counted()).add(1, clock.millis());
  }

  /** Of every entry that was ever used: by this node, and by others as far as they have written. */
  public Known known() {
    Map<String, PermitUse> uses = new HashMap<>(database.read(PermitUseRow::all));
    counted.forEach(
        (key, count) -> {
          long hits = count.hits().sum();
          if (hits > 0) {
            Instant last = Instant.ofEpochMilli(count.last().get());
            uses.merge(key.text(), new PermitUse(hits, last), PermitUse::plus);
          }
        });
    return new Known(uses);
  }

  /** How entries were used, at one moment. */
  public static final class Known {

    private final Map<String, PermitUse> uses;

    Known(Map<String, PermitUse> uses) {
      this.uses = uses;
    }

    /** Empty where the entry was never used. */
    public Optional<PermitUse> of(PermitEntry entry) {
      return Optional.ofNullable(uses.get(entry.key().text()));
    }
  }

  /**
   * For a timer: writes what was counted since. Where the database is away, it is kept for the next
   * time.
   */
  public void write() {
    Map<PermitKey, PermitUse> fresh = new HashMap<>();
    counted.forEach(
        (key, count) -> {
          long hits = count.hits().sumThenReset();
          if (hits > 0) {
            fresh.put(key, new PermitUse(hits, Instant.ofEpochMilli(count.last().get())));
          }
        });
    if (fresh.isEmpty()) {
      return;
    }
    try {
      database.write(em -> fresh.forEach((key, use) -> PermitUseRow.add(em, key.text(), use)));
      away.set(false);
    } catch (RuntimeException e) {
      fresh.forEach((key, use) -> counted.get(key).add(use.hits(), use.last().toEpochMilli()));
      if (!away.getAndSet(true)) {
        LOG.log(Level.WARNING, "the use of permit entries can't be written; kept in memory", e);
      }
    }
  }
}
