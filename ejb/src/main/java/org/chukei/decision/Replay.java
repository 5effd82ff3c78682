package org.chukei.decision;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chukei.connector.api.Verdict;
import org.chukei.network.IpAddress;
import org.chukei.policy.Decision;

/** What came of asking other rules the recorded questions again. */
public final class Replay {

  /** Differences listed one by one; the counts know all of them. */
  public static final int LISTED = 1_000;

  private final List<Difference> differences = new ArrayList<>();
  private final Map<IpAddress, Counts> byClient = new TreeMap<>();
  private final Counts all = new Counts();
  private long asked;

  Replay() {}

  /** How a verdict would change. */
  public enum Effect {
    /** Neither sender nor recipient is ours, and it would pass: this is what open relays do. */
    NEWLY_RELAYED_FOREIGN,
    /** It would pass, and sender or recipient is ours. */
    NEWLY_ACCEPTED,
    NEWLY_REFUSED
  }

  /**
   * @param recorded the question, and what was said then
   * @param today what the rules in force say
   * @param drafted what the draft says
   */
  public record Difference(Effect effect, Decision recorded, Decision today, Decision drafted) {}

  /** How many of each effect. */
  public static final class Counts {

    private final Map<Effect, Long> counts = new EnumMap<>(Effect.class);

    public long of(Effect effect) {
      return counts.getOrDefault(effect, 0L);
    }

    private void add(Effect effect) {
      counts.merge(effect, 1L, Long::sum);
    }
  }

  void add(Decision recorded, Decision today, Decision drafted, boolean foreignToForeign) {
    asked++;
    boolean passes = passes(today);
    if (passes == passes(drafted)) {
      return;
    }
    Effect effect =
        passes
            ? Effect.NEWLY_REFUSED
            : foreignToForeign ? Effect.NEWLY_RELAYED_FOREIGN : Effect.NEWLY_ACCEPTED;
    all.add(effect);
    byClient
        .computeIfAbsent(IpAddress.of(recorded.client().address()), client -> new Counts())
        .add(effect);
    if (differences.size() < LISTED) {
      differences.add(new Difference(effect, recorded, today, drafted));
    }
  }

  private static boolean passes(Decision decision) {
    return decision.verdict() instanceof Verdict.Accepted;
  }

  /** How many recorded questions were asked again. */
  public long asked() {
    return asked;
  }

  public Counts all() {
    return all;
  }

  public Map<IpAddress, Counts> byClient() {
    return byClient;
  }

  /** The oldest first, at most {@link #LISTED}. */
  public List<Difference> differences() {
    return differences;
  }

  /** Traffic between strangers would pass that does not pass today. */
  public boolean opensUp() {
    return all.of(Effect.NEWLY_RELAYED_FOREIGN) > 0;
  }
}
