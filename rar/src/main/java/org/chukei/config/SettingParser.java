package org.chukei.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.smtp.MailDomain;
import org.chukei.smtp.MailboxParser;

/** Reads the text of one setting; what it throws says what is allowed. */
final class SettingParser {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})([smhd])");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMG]?)");

  private static final List<String> SERVICES = List.of("mx", "submission", "submissions");

  private SettingParser() {}

  static Object parse(Setting.Kind kind, String text) throws Unusable {
    return switch (kind) {
      case TEXT, SECRET -> text;
      case PATH -> path(text).toAbsolutePath().normalize();
      case FILE_OR_EMPTY -> text.isEmpty() ? Optional.empty() : Optional.of(path(text));
      case HOST_OR_EMPTY -> text.isEmpty() ? text : host(text);
      case HOST_PORT_OR_EMPTY -> text.isEmpty() ? Optional.empty() : Optional.of(hostPort(text));
      case MAILBOX_OR_EMPTY ->
          text.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  MailboxParser.mailbox(text)
                      .orElseThrow(
                          () -> new Unusable("must be an address such as info@example.jp")));
      case OWNER_OR_EMPTY -> text.isEmpty() ? Optional.empty() : owner(text);
      case MODE -> mode(text);
      case ADDRESS -> address(text);
      case PORT -> port(text);
      case SIZE -> size(text);
      case COUNT -> count(text, 1, 1_000_000);
      case BOOLEAN -> bool(text);
      case NETWORKS -> networks(text);
      case ZONES -> zones(text);
      case SERVICES -> services(text);
      case DURATION -> duration(text);
      case DURATION_OR_ZERO -> text.equals("0") ? Optional.empty() : Optional.of(duration(text));
      case LIMIT -> count(text, 0, 1_000_000_000);
      case RECIPIENTS -> count(text, 100, 100_000);
      case LINE -> count(text, 1_024, 65_536);
      case DURATIONS -> durations(text);
      case PROFILE -> profile(text);
      case STORE -> store(text);
      case TLS_POLICY -> tlsPolicy(text);
      case IPV4_OR_EMPTY -> oneAddress(text, Inet4Address.class, "must be one IPv4 address");
      case IPV6_OR_EMPTY -> oneAddress(text, Inet6Address.class, "must be one IPv6 address");
    };
  }

  private static Path path(String text) throws Unusable {
    if (text.isEmpty()) {
      throw new Unusable("must name a directory");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new Unusable("must be a path: " + e.getReason());
    }
  }

  private static String host(String text) throws Unusable {
    if (MailboxParser.domain(text).filter(MailDomain::isAscii).isEmpty()) {
      throw new Unusable("must be a domain name such as mail.example.jp");
    }
    return text;
  }

  private static HostPort hostPort(String text) throws Unusable {
    return HostPort.parse(text)
        .orElseThrow(
            () ->
                new Unusable("must be host:port, such as smtp.example.net:25 or [2001:db8::1]:25"));
  }

  private static Optional<FileOwner> owner(String text) throws Unusable {
    Optional<FileOwner> owner = FileOwner.parse(text);
    if (owner.isEmpty()) {
      throw new Unusable("must be a user or user:group, by name or number");
    }
    return owner;
  }

  /** The owner has to be able to write what is delivered, and to read it. */
  private static Set<PosixFilePermission> mode(String text) throws Unusable {
    if (!text.matches("0?6[0-7]{2}")) {
      throw new Unusable("must be octal permissions such as 600, 640 or 660");
    }
    int mode = Integer.parseInt(text, 8);
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    // From owner's read to others' execute, as their bits are.
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((mode >> (8 - permission.ordinal()) & 1) == 1) {
        permissions.add(permission);
      }
    }
    return permissions;
  }

  private static String address(String text) throws Unusable {
    try {
      if (text.indexOf('/') < 0 && text.indexOf(',') < 0) {
        Network.parse(text);
        return text;
      }
    } catch (NetworkSyntaxException e) {
      // Said below, with what is allowed.
    }
    throw new Unusable("must be one IP address; 0.0.0.0 or :: listens everywhere");
  }

  private static Integer port(String text) throws Unusable {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new Unusable("must be a port, 0 to 65535");
    }
    return Integer.valueOf(text);
  }

  private static Long size(String text) throws Unusable {
    Matcher m = SIZE.matcher(text);
    if (!m.matches()) {
      throw new Unusable("must be octets: an integer, with K, M or G behind it if you like");
    }
    int shift = m.group(2).isEmpty() ? 0 : 10 * ("KMG".indexOf(m.group(2)) + 1);
    long size = Long.parseLong(m.group(1)) << shift;
    if (size < 65_536 || size > (1L << 40)) {
      throw new Unusable("must be 64K (RFC 5321 4.5.3.1.7) to 1024G");
    }
    return size;
  }

  private static Integer count(String text, int least, int most) throws Unusable {
    if (!text.matches("\\d{1,10}") || Long.parseLong(text) < least || Long.parseLong(text) > most) {
      throw new Unusable("must be an integer, " + least + " to " + most);
    }
    return Integer.valueOf(text);
  }

  private static Boolean bool(String text) throws Unusable {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> Boolean.TRUE;
      case "false" -> Boolean.FALSE;
      default -> throw new Unusable("must be true or false");
    };
  }

  /**
   * Spaces or commas between entries; a comma before a netmask belongs to {@code address,netmask}.
   */
  private static List<Network> networks(String text) throws Unusable {
    List<Network> networks = new ArrayList<>();
    for (String entry : text.trim().split("\\s+|,(?!255\\.)\\s*")) {
      if (!entry.isEmpty()) {
        try {
          networks.add(Network.parse(entry));
        } catch (NetworkSyntaxException e) {
          throw new Unusable("must be networks separated by spaces or commas: " + e.getMessage());
        }
      }
    }
    return List.copyOf(networks);
  }

  private static List<DnsZone> zones(String text) throws Unusable {
    List<DnsZone> zones = new ArrayList<>();
    for (String entry : text.trim().split("\\s+")) {
      if (!entry.isEmpty()) {
        String[] parts = entry.split("=", 2);
        String name = parts[0].toLowerCase(Locale.ROOT);
        // Nibbles of an IPv6 address have to go before it (RFC 5782 §2.4; RFC 1035 §2.3.4).
        if (MailboxParser.domain(name).isEmpty() || name.length() > 253 - 64) {
          throw new Unusable("must be zones such as bl.example or bl.example=127.0.0.2");
        }
        zones.add(new DnsZone(name, parts.length == 2 ? networks(parts[1]) : List.of()));
      }
    }
    return List.copyOf(zones);
  }

  private static Set<String> services(String text) throws Unusable {
    Set<String> services = new LinkedHashSet<>();
    for (String service : text.toLowerCase(Locale.ROOT).split("[\\s,]+")) {
      if (!service.isEmpty() && !SERVICES.contains(service)) {
        throw new Unusable("must be services among " + String.join(", ", SERVICES));
      }
      if (!service.isEmpty()) {
        services.add(service);
      }
    }
    return Collections.unmodifiableSet(services);
  }

  private static Duration duration(String text) throws Unusable {
    Matcher m = DURATION.matcher(text);
    long amount = m.matches() ? Long.parseLong(m.group(1)) : 0;
    if (amount == 0) {
      throw new Unusable("must be a duration above zero: an integer and s, m, h or d, such as 15m");
    }
    Duration duration =
        switch (m.group(2)) {
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        };
    if (duration.compareTo(Duration.ofDays(3_650)) > 0) {
      throw new Unusable("must be at most 3650d");
    }
    return duration;
  }

  private static List<Duration> durations(String text) throws Unusable {
    List<Duration> durations = new ArrayList<>();
    for (String entry : text.split(",", -1)) {
      durations.add(duration(entry.trim()));
    }
    return List.copyOf(durations);
  }

  private static Boolean profile(String text) throws Unusable {
    return switch (text) {
      case "standard" -> Boolean.FALSE;
      case "strict" -> Boolean.TRUE;
      default -> throw new Unusable("must be standard or strict");
    };
  }

  private static Boolean store(String text) throws Unusable {
    return switch (text) {
      case "segment" -> Boolean.FALSE;
      case "database" -> Boolean.TRUE;
      default -> throw new Unusable("must be segment or database");
    };
  }

  private static Optional<InetAddress> oneAddress(
      String text, Class<? extends InetAddress> family, String allowed) throws Unusable {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (text.indexOf('/') < 0 && text.indexOf(',') < 0) {
        InetAddress address = Network.parse(text).first().toInetAddress();
        if (family.isInstance(address)) {
          return Optional.of(address);
        }
      }
    } catch (NetworkSyntaxException e) {
      // Said below, with what is allowed.
    }
    throw new Unusable(allowed);
  }

  private static TlsPolicy tlsPolicy(String text) throws Unusable {
    return TlsPolicy.parse(text).orElseThrow(() -> new Unusable("must be " + TlsPolicy.WORDS));
  }

  /** Says what is allowed. */
  static final class Unusable extends Exception {
    Unusable(String allowed) {
      super(allowed);
    }
  }
}
