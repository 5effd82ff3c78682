package org.chukei.limit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.chukei.config.Setting;
import org.chukei.config.Settings;
import org.chukei.connector.api.SessionFacts;
import org.chukei.network.IpAddress;

/**
 * Watches for a permitted address behind which everybody is: a gateway or a container bridge that
 * hides its clients' addresses makes an open relay of a permit that was meant for one machine. One
 * machine greets with one name, or a few; a gateway with many. Memory is bounded; safe for many
 * threads.
 */
@ApplicationScoped
public class Gateways {

  private static final Logger LOG = System.getLogger(Gateways.class.getName());
  private static final Duration WINDOW = Duration.ofDays(1);
  private static final int MOST_CLIENTS = 10_000;

  private final int tooMany;
  private final Clock clock;

  private final Map<IpAddress, Names> byClient =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<IpAddress, Names> eldest) {
          return size() > MOST_CLIENTS;
        }
      };

  @Inject
  public Gateways(Settings settings, Clock clock) {
    this.tooMany = settings.limit(Setting.LIMIT_HELO_NAMES);
    this.clock = clock;
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected Gateways() {
    tooMany = 0;
    clock = null;
  }

  /** The names that one client has greeted with since then. */
  private static final class Names {

    private final Instant since;
    private final Set<String> names = new HashSet<>();

    Names(Instant since) {
      this.since = since;
    }
  }

  /**
   * A permitted address that greets with too many names.
   *
   * @param names how many, as far as they were counted
   * @param since when counting began, a day ago at the most
   */
  public record Suspect(IpAddress client, int names, Instant since) {

    /** One sentence. */
    public String text() {
      return client
          + " is permitted and has greeted with "
          + names
          + " names since "
          + since
          + ": is it a gateway behind which anybody may be?";
    }
  }

  /** A client has passed by an effective permit. */
  public void passed(SessionFacts session) {
    if (tooMany == 0) {
      return;
    }
    IpAddress client = IpAddress.of(session.client().address());
    Instant now = clock.instant();
    boolean discovered;
    synchronized (byClient) {
      Names names = byClient.computeIfAbsent(client, c -> new Names(now));
      if (names.since.plus(WINDOW).isBefore(now)) {
        names = new Names(now);
        byClient.put(client, names);
      }
      int before = names.names.size();
      if (before <= tooMany) { // no more are kept than tell
        names.names.add(session.helo().toLowerCase(Locale.ROOT));
      }
      discovered = before == tooMany && names.names.size() > tooMany;
    }
    if (discovered) {
      LOG.log(
          Level.WARNING,
          client
              + " is permitted and has greeted with more than "
              + tooMany
              + " names within a day: is it a gateway behind which anybody may be? See the permit"
              + " list");
    }
  }

  /** Those that are suspected now, by address. */
  public List<Suspect> suspects() {
    Instant from = clock.instant().minus(WINDOW);
    synchronized (byClient) {
      return byClient.entrySet().stream()
          .filter(e -> e.getValue().names.size() > tooMany && !e.getValue().since.isBefore(from))
          .map(e -> new Suspect(e.getKey(), e.getValue().names.size(), e.getValue().since))
          .sorted(Comparator.comparing(Suspect::client))
          .toList();
    }
  }
}
