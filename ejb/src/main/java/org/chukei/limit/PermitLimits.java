package org.chukei.limit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.chukei.policy.PermitEntry;
import org.chukei.policy.PermitKey;
import org.chukei.policy.PermitUses;

/**
 * The limits that entries of the permit list have of their own, all clients of an entry together.
 * Each node counts for itself. Safe for many threads.
 */
@ApplicationScoped
public class PermitLimits {

  private static final Duration HOUR = Duration.ofHours(1);

  /** By limit, as an allowance is of one size. */
  private final Map<Integer, Allowance<PermitKey>> allowances = new ConcurrentHashMap<>();

  private final PermitUses uses;
  private final Clock clock;

  @Inject
  public PermitLimits(PermitUses uses, Clock clock) {
    this.uses = uses;
    this.clock = clock;
  }

  /** For the container's proxies. */
  protected PermitLimits() {
    this(null, null);
  }

  /** Counts a recipient that the entry lets pass. False: it is one too many, and not counted. */
  public boolean take(PermitEntry entry) {
    OptionalInt most = entry.hourly();
    boolean within =
        most.isEmpty()
            || allowances
                .computeIfAbsent(most.getAsInt(), n -> new Allowance<>(n, HOUR, clock))
                .take(entry.key());
    if (within) {
      uses.count(entry);
    }
    return within;
  }
}
