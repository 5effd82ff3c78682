package org.chukei.console;

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
 * Slows down guessing of passwords: after a few failures for one user from one address, or more for
 * any users from one address, each further failure locks that pair or address for twice as long, a
 * minute at most. Nobody is locked out from other addresses, so that nobody can lock out the
 * administrator. Lives in memory, bounded; safe for many threads.
 */
@ApplicationScoped
public class LoginThrottle {

  static final int FAILURES_PER_USER = 5;
  static final int FAILURES_PER_ADDRESS = 20;
  static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final int MOST_ENTRIES = 10_000;

  private record Failures(int count, Instant last) {}

  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST_ENTRIES;
        }
      };
  private Clock clock;

  /** For the container's proxy. */
  protected LoginThrottle() {}

  @Inject
  LoginThrottle(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts an attempt as failed until {@link #succeeded} takes it back, so that attempts made at
   * the same time can't all slip through; false where it must not even be tried.
   */
  synchronized boolean admit(String user, InetAddress address) {
    if (!remaining(user, address).isZero()) {
      return false;
    }
    count(pair(user, address));
    count(network(address));
    return true;
  }

  synchronized void succeeded(String user, InetAddress address) {
    failures.remove(pair(user, address));
    // The address keeps what others failed there, less this one attempt.
    failures.computeIfPresent(
        network(address), (key, f) -> f.count() > 1 ? new Failures(f.count() - 1, f.last()) : null);
  }

  /** How long until the next attempt may be made; zero for now. */
  synchronized Duration remaining(String user, InetAddress address) {
    Duration pair = remaining(pair(user, address), FAILURES_PER_USER);
    Duration all = remaining(network(address), FAILURES_PER_ADDRESS);
    return pair.compareTo(all) > 0 ? pair : all;
  }

  private Duration remaining(String key, int free) {
    Failures f = failures.get(key);
    if (f == null || f.count() < free) {
      return Duration.ZERO;
    }
    Duration lock = Duration.ofSeconds(1L << Math.min(f.count() - free, 6));
    Instant until = f.last().plus(lock.compareTo(LONGEST) > 0 ? LONGEST : lock);
    Duration left = Duration.between(clock.instant(), until);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void count(String key) {
    Instant now = clock.instant();
    failures.merge(
        key,
        new Failures(1, now),
        (old, one) ->
            new Failures(
                old.last().plus(FORGOTTEN_AFTER).isBefore(now)
                    ? 1
                    : Math.min(old.count() + 1, 1_000),
                now));
  }

  private static String pair(String user, InetAddress address) {
    String bounded = user.length() > 64 ? user.substring(0, 64) : user;
    return network(address) + " " + bounded.toLowerCase(Locale.ROOT);
  }

  /** One IPv6 customer has a whole /64 to guess from. */
  private static String network(InetAddress address) {
    IpAddress ip = IpAddress.of(address);
    return (ip.isIpv4() ? ip : new IpAddress(ip.high(), 0)).toString();
  }
}
