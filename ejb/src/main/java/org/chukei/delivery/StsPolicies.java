package org.chukei.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chukei.delivery.DnsAnswer.Found;

/**
 * The MTA-STS policies of domains that mail went to (RFC 8461): asked for, and kept in memory and
 * on the disk, so that whoever can keep us from the DNS or from a policy's server can't keep us
 * from a policy that we have. Safe for many threads.
 */
final class StsPolicies {

  /** §3.3: a fetch that failed is not tried again at once. */
  private static final Duration PAUSE = Duration.ofMinutes(5);

  /** Domains in memory. */
  private static final int MOST = 20_000;

  private static final Pattern RECORD =
      Pattern.compile("v=STSv1[ \t]*;(?:.*;)?[ \t]*id=([A-Za-z0-9]{1,32})[ \t]*(?:;.*)?");

  private final DnsLookup dns;
  private final Function<String, Optional<String>> fetch;
  private final Path directory;
  private final Clock clock;
  private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Failure> failures = new ConcurrentHashMap<>();

  /**
   * What is known of a domain.
   *
   * @param id of the record that the policy was fetched for
   * @param policy empty: there is none
   * @param until when it counts for nothing any more
   */
  private record Known(String id, Optional<StsPolicy> policy, Instant until) {}

  /** The policy of this record could not be had, and is not asked for before this time. */
  private record Failure(String id, Instant until) {}

  /**
   * @param fetch a domain to its policy's text; see {@link StsFetch}
   * @param directory where policies are kept
   */
  StsPolicies(
      DnsLookup dns, Function<String, Optional<String>> fetch, Path directory, Clock clock) {
    this.dns = dns;
    this.fetch = fetch;
    this.directory = directory;
    this.clock = clock;
  }

  /** What holds for mail to this domain now. */
  Optional<StsPolicy> of(String domain) {
    if (known.size() >= MOST) {
      known.clear(); // what has a policy is on the disk
      failures.clear();
    }
    Instant now = clock.instant();
    Known kept = known.computeIfAbsent(domain, this::read);
    Optional<StsPolicy> inForce = kept.policy().filter(policy -> kept.until().isAfter(now));
    Optional<String> id = recordId(domain);
    // §5.1: without a record, or with one that can't be had, a policy that is kept goes on to hold.
    if (id.isEmpty()
        || (inForce.isPresent() && id.get().equals(kept.id()))
        || hasFailed(domain, id.get(), now)) {
      return inForce;
    }
    Optional<String> text = fetch.apply(domain);
    Optional<StsPolicy> fetched = text.flatMap(StsPolicy::parse);
    if (fetched.isEmpty()) {
      failures.put(domain, new Failure(id.get(), now.plus(PAUSE)));
      return inForce;
    }
    Instant until = now.plus(fetched.get().maxAge());
    known.put(domain, new Known(id.get(), fetched, until));
    failures.remove(domain);
    write(domain, id.get(), until, text.get());
    return fetched;
  }

  private boolean hasFailed(String domain, String id, Instant now) {
    Failure failure = failures.get(domain);
    return failure != null && failure.id().equals(id) && failure.until().isAfter(now);
  }

  /** §3.1: one record, else none counts. */
  private Optional<String> recordId(String domain) {
    if (!(dns.txt("_mta-sts." + domain) instanceof Found<String> found)) {
      return Optional.empty();
    }
    List<String> records = found.data().stream().filter(r -> r.startsWith("v=STSv1")).toList();
    if (records.size() != 1) {
      return Optional.empty();
    }
    Matcher matcher = RECORD.matcher(records.get(0));
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private Path file(String domain) {
    return directory.resolve(MaildirName.of(domain));
  }

  /** Id, end, and the policy as it came. */
  private Known read(String domain) {
    Known nothing = new Known("", Optional.empty(), Instant.EPOCH);
    Path file = file(domain);
    if (!Files.exists(file)) {
      return nothing;
    }
    try {
      String[] parts = Files.readString(file).split("\n", 3);
      return parts.length < 3
          ? nothing
          : new Known(parts[0], StsPolicy.parse(parts[2]), Instant.parse(parts[1]));
    } catch (IOException | DateTimeException e) {
      return nothing; // as good as none; it is fetched again
    }
  }

  private void write(String domain, String id, Instant until, String text) {
    try {
      Files.createDirectories(directory);
      Path draft = Files.createTempFile(directory, ".", "");
      Files.writeString(draft, id + "\n" + until + "\n" + text, StandardCharsets.UTF_8);
      Files.move(draft, file(domain), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      System.getLogger(StsPolicies.class.getName())
          .log(
              System.Logger.Level.WARNING, "the MTA-STS policy of " + domain + " can't be kept", e);
    }
  }
}
