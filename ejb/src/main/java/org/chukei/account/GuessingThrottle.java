package org.chukei.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.chukei.network.IpAddress;

/**
 * Slows down the guessing of mail accounts' passwords: after some failures by one client, or for
 * one account from wherever, each further attempt waits longer, {@link #LONGEST} at most, and is
 * then verified as ever. Nobody is locked out; and who has lately authenticated as an account from
 * where he is now does not wait because others guess. Lives in memory, bounded; safe for many
 * threads. (The console's {@code LoginThrottle} refuses attempts; a mail client would give up.)
 */
@ApplicationScoped
public class GuessingThrottle {

  /** 200 people behind one address mistype too. */
  static final int FREE_PER_CLIENT = 20;

  static final int FREE_PER_ACCOUNT = 10;

  /** Of one who is known: more failures in a row than these, and he is a guesser like others. */
  static final int FREE_WHEN_KNOWN = 5;

  static final Duration LONGEST = Duration.ofSeconds(8);
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final int MOST_ENTRIES = 10_000;
  private static final int LONGEST_NAME = 320;

  private record Failures(int count, Instant last) {}

  private final Map<String, Failures> byClient = bounded();
  private final Map<String, Failures> byAccount = bounded();

  /** Pairs of client and account that have succeeded, with what failed since. */
  private final Map<String, Failures> known = bounded();

  private Clock clock;

  /** For the container's proxy. */
  protected GuessingThrottle() {}

  @Inject
  public GuessingThrottle(Clock clock) {
    this.clock = clock;
  }

  private static Map<String, Failures> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
        return size() > MOST_ENTRIES;
      }
    };
  }

  /**
   * Counts an attempt as failed until {@link #succeeded} takes it back, so that many made at the
   * same time can't all slip through.
   *
   * @return how long it has to wait; zero as a rule
   */
  public synchronized Duration attempt(InetAddress client, String name) {
    String network = network(client);
    String account = account(name);
    int ofClient = count(byClient, network);
    int ofAccount = count(byAccount, account);
    String pair = network + " " + account;
    if (known.containsKey(pair) && count(known, pair) <= FREE_WHEN_KNOWN) {
      return Duration.ZERO;
    }
    Duration forClient = delay(ofClient - FREE_PER_CLIENT);
    Duration forAccount = delay(ofAccount - FREE_PER_ACCOUNT);
    return forClient.compareTo(forAccount) > 0 ? forClient : forAccount;
  }

  /** The attempt was no failure. */
  public synchronized void succeeded(InetAddress client, String name) {
    withdrawn(client, name);
    known.put(network(client) + " " + account(name), new Failures(0, clock.instant()));
  }

  /** It could not be told whether it was one. */
  public synchronized void withdrawn(InetAddress client, String name) {
    uncount(byClient, network(client));
    uncount(byAccount, account(name));
    uncount(known, network(client) + " " + account(name));
  }

  private static Duration delay(int failuresTooMany) {
    if (failuresTooMany <= 0) {
      return Duration.ZERO;
    }
    Duration delay = FIRST.multipliedBy(1L << Math.min(failuresTooMany - 1, 10));
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }

  private int count(Map<String, Failures> map, String key) {
    Instant now = clock.instant();
    Failures old = map.get(key);
    boolean fresh = old == null || old.last().plus(FORGOTTEN_AFTER).isBefore(now);
    Failures counted = new Failures(fresh ? 1 : Math.min(old.count() + 1, 1_000), now);
    map.put(key, counted);
    return counted.count();
  }

  private static void uncount(Map<String, Failures> map, String key) {
    map.computeIfPresent(key, (k, f) -> new Failures(Math.max(0, f.count() - 1), f.last()));
  }

  private static String account(String name) {
    String bounded = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    return bounded.toLowerCase(Locale.ROOT);
  }

  /** One IPv6 customer has a whole /64 to guess from. */
  private static String network(InetAddress address) {
    IpAddress ip = IpAddress.of(address);
    return (ip.isIpv4() ? ip : new IpAddress(ip.high(), 0)).toString();
  }
}
