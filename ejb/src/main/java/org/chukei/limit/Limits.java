package org.chukei.limit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.chukei.config.Setting;
import org.chukei.config.Settings;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.SessionFacts;
import org.chukei.network.IpAddress;

/**
 * The limits that last longer than a session: new connections, messages and recipients, by client
 * and by account. A client is an IPv4 address or an IPv6 /64. Each node counts for itself. Safe for
 * many threads.
 */
@ApplicationScoped
public class Limits {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Map<Limit, LongAdder> exceeded = new EnumMap<>(Limit.class);
  private final LongAdder listed = new LongAdder();
  private final Allowance<IpAddress> newConnections;
  private final Allowance<IpAddress> clientMessages;
  private final Allowance<IpAddress> clientRecipients;
  private final Allowance<String> accountMessages;
  private final Allowance<String> accountRecipients;

  @Inject
  public Limits(Settings settings, Clock clock) {
    newConnections =
        new Allowance<>(
            settings.limit(Setting.LIMIT_NEW_CONNECTIONS), Duration.ofMinutes(1), clock);
    clientMessages = hourly(settings, Setting.LIMIT_MESSAGES_PER_CLIENT, clock);
    clientRecipients = hourly(settings, Setting.LIMIT_RECIPIENTS_PER_CLIENT, clock);
    accountMessages = hourly(settings, Setting.LIMIT_MESSAGES_PER_ACCOUNT, clock);
    accountRecipients = hourly(settings, Setting.LIMIT_RECIPIENTS_PER_ACCOUNT, clock);
    for (Limit limit : Limit.values()) {
      exceeded.put(limit, new LongAdder());
    }
  }

  /** For the container's proxies. */
  protected Limits() {
    newConnections = null;
    clientMessages = null;
    clientRecipients = null;
    accountMessages = null;
    accountRecipients = null;
  }

  private static <K> Allowance<K> hourly(Settings settings, Setting setting, Clock clock) {
    return new Allowance<>(settings.limit(setting), HOUR, clock);
  }

  /** Counts a connection. False: it is one too many. */
  public boolean connect(Client client) {
    return newConnections.take(key(client)) || isOver(Limit.NEW_CONNECTIONS);
  }

  /**
   * Counts an accepted recipient, and looks whether its message may come; where either may not, the
   * recipient is to be deferred.
   *
   * @return the limit that is exceeded
   */
  public Optional<Limit> recipient(SessionFacts session) {
    IpAddress client = key(session.client());
    Optional<String> account = session.account();
    if (!clientMessages.has(client)) {
      return over(Limit.MESSAGES_PER_CLIENT);
    }
    if (account.isPresent() && !accountMessages.has(account.get())) {
      return over(Limit.MESSAGES_PER_ACCOUNT);
    }
    if (!clientRecipients.take(client)) {
      return over(Limit.RECIPIENTS_PER_CLIENT);
    }
    return account.isPresent() && !accountRecipients.take(account.get())
        ? over(Limit.RECIPIENTS_PER_ACCOUNT)
        : Optional.empty();
  }

  /**
   * Counts a message, whose recipients were accepted while there was still room for it.
   *
   * @return the limit that is exceeded after all, by many sessions at the same time
   */
  public Optional<Limit> message(SessionFacts session) {
    IpAddress client = key(session.client());
    Optional<String> account = session.account();
    if (!clientMessages.take(client)) {
      return over(Limit.MESSAGES_PER_CLIENT);
    }
    if (account.isPresent() && !accountMessages.take(account.get())) {
      clientMessages.giveBack(client);
      return over(Limit.MESSAGES_PER_ACCOUNT);
    }
    return Optional.empty();
  }

  /** The message was not taken after all, and will come again. */
  public void messageNotTaken(SessionFacts session) {
    clientMessages.giveBack(key(session.client()));
    session.account().ifPresent(accountMessages::giveBack);
  }

  /** Counts a recipient that was refused for a block list's sake. */
  public void countListed() {
    listed.increment();
  }

  /** See {@link #countListed}. */
  public long listed() {
    return listed.sum();
  }

  /** How often each was exceeded. */
  public Map<Limit, Long> exceeded() {
    Map<Limit, Long> counts = new EnumMap<>(Limit.class);
    exceeded.forEach((limit, count) -> counts.put(limit, count.sum()));
    return counts;
  }

  private Optional<Limit> over(Limit limit) {
    exceeded.get(limit).increment();
    return Optional.of(limit);
  }

  private boolean isOver(Limit limit) {
    return over(limit).isEmpty();
  }

  private static IpAddress key(Client client) {
    return IpAddress.of(client.address()).subscriber();
  }
}
