package org.chukei.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a domain promises of its hosts' TLS (RFC 8461 §3.2).
 *
 * @param hosts patterns in lower case; {@code *.} in front stands for one label
 * @param maxAge how long it may be kept
 */
record StsPolicy(Mode mode, List<String> hosts, Duration maxAge) {

  enum Mode {
    ENFORCE,
    TESTING,
    NONE
  }

  /** A year and a bit: the most that RFC 8461 §3.2 allows. */
  private static final long LONGEST_SECONDS = 31_557_600;

  StsPolicy {
    hosts = List.copyOf(hosts);
  }

  /** Empty for what is no policy, or none that we know. */
  static Optional<StsPolicy> parse(String text) {
    Optional<String> version = Optional.empty();
    Optional<Mode> mode = Optional.empty();
    Optional<Long> seconds = Optional.empty();
    List<String> hosts = new ArrayList<>();
    for (String line : text.split("\r?\n")) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon).strip();
      String value = line.substring(colon + 1).strip();
      // §3.2: of a key that comes more than once the first counts, but for mx.
      switch (key) {
        case "version" -> version = version.or(() -> Optional.of(value));
        case "mode" -> mode = mode.or(() -> mode(value));
        case "max_age" -> seconds = seconds.or(() -> seconds(value));
        case "mx" -> hosts.add(value.toLowerCase(Locale.ROOT));
        default -> {} // §3.2: unknown fields are for later versions
      }
    }
    boolean valid =
        version.equals(Optional.of("STSv1"))
            && mode.isPresent()
            && seconds.isPresent()
            && (mode.get() == Mode.NONE || !hosts.isEmpty());
    return valid
        ? Optional.of(new StsPolicy(mode.get(), hosts, Duration.ofSeconds(seconds.get())))
        : Optional.empty();
  }

  private static Optional<Mode> mode(String word) {
    return switch (word) {
      case "enforce" -> Optional.of(Mode.ENFORCE);
      case "testing" -> Optional.of(Mode.TESTING);
      case "none" -> Optional.of(Mode.NONE);
      default -> Optional.empty();
    };
  }

  private static Optional<Long> seconds(String text) {
    return text.matches("\\d{1,10}")
        ? Optional.of(Math.min(Long.parseLong(text), LONGEST_SECONDS))
        : Optional.empty();
  }

  boolean isEnforced() {
    return mode == Mode.ENFORCE;
  }

  /** RFC 8461 §4.1. */
  boolean names(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    return hosts.stream()
        .anyMatch(
            pattern ->
                pattern.startsWith("*.")
                    ? dot > 0 && name.substring(dot).equals(pattern.substring(1))
                    : pattern.equals(name));
  }
}
