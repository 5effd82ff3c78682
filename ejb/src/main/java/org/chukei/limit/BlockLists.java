package org.chukei.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.chukei.config.DnsZone;
import org.chukei.config.Settings;
import org.chukei.connector.api.Client;
import org.chukei.network.IpAddress;

/**
 * The DNS-based block lists (RFC 5782) that the settings name. A client is asked for when it
 * connects; what came back until its first recipient, in {@link ZoneQuery#PATIENCE} at the most,
 * counts, and an answer that did not come counts as none. Answers are kept, good and bad. Waits for
 * nobody; safe for many threads.
 */
@ApplicationScoped
public class BlockLists {

  private static final int MOST_ENTRIES = 100_000;

  private record Question(DnsZone zone, IpAddress client) {}

  private final List<DnsZone> zones;
  private final ZoneQuery dns;
  private final Cache<Question, CompletableFuture<Listing>> answers =
      Caffeine.newBuilder().maximumSize(MOST_ENTRIES).expireAfter(new TimeToLive()).build();

  @Inject
  public BlockLists(Settings settings) {
    this(settings.dnsZones(), ZoneQuery.of(settings.dnsServer()));
  }

  BlockLists(List<DnsZone> zones, ZoneQuery dns) {
    this.zones = zones;
    this.dns = dns;
  }

  /** For the container's proxies. */
  protected BlockLists() {
    this(List.of(), (zone, client) -> CompletableFuture.completedFuture(Listing.UNKNOWN));
  }

  /** Asks all zones for the client; completes when all have answered or will not. */
  public CompletionStage<?> ask(Client client) {
    IpAddress address = IpAddress.of(client.address());
    return CompletableFuture.allOf(
        zones.stream().map(zone -> ask(zone, address)).toArray(CompletableFuture<?>[]::new));
  }

  private CompletableFuture<Listing> ask(DnsZone zone, IpAddress client) {
    Question question = new Question(zone, client);
    CompletableFuture<Listing> known = answers.getIfPresent(question);
    if (known != null) {
      return known;
    }
    CompletableFuture<Listing> asked =
        dns.ask(zone, client).exceptionally(failed -> Listing.UNKNOWN).toCompletableFuture();
    answers.put(question, asked);
    // Once more, now that it is known how long it may be kept.
    asked.thenAccept(listing -> answers.put(question, asked));
    return asked;
  }

  /** The first zone that lists the client, as far as the answers have come. */
  public Optional<String> listing(Client client) {
    IpAddress address = IpAddress.of(client.address());
    return zones.stream()
        .filter(zone -> isListed(new Question(zone, address)))
        .map(DnsZone::name)
        .findFirst();
  }

  private boolean isListed(Question question) {
    CompletableFuture<Listing> answer = answers.getIfPresent(question);
    return answer != null && answer.isDone() && answer.join().listed();
  }

  private static final class TimeToLive implements Expiry<Question, CompletableFuture<Listing>> {

    @Override
    public long expireAfterCreate(
        Question question, CompletableFuture<Listing> answer, long currentTime) {
      Duration time = answer.isDone() ? answer.join().timeToLive() : Duration.ofMinutes(1);
      return time.toNanos();
    }

    @Override
    public long expireAfterUpdate(
        Question question, CompletableFuture<Listing> answer, long now, long currentDuration) {
      return expireAfterCreate(question, answer, now);
    }

    @Override
    public long expireAfterRead(
        Question question, CompletableFuture<Listing> answer, long now, long currentDuration) {
      return currentDuration;
    }
  }
}
