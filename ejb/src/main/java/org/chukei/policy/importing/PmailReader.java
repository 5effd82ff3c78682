package org.chukei.policy.importing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chukei.network.AddressRanges;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.policy.ConnectionAction;

/**
 * PMail Server's connection filters, a line each, the first match counts: {@code PASS IP
 * 192.168.*.*}, {@code PASS IPS 192.0.2.48 255.255.255.240}, {@code REJECT IPR 192.0.2.1
 * 192.0.2.9}, with a number in front or without; words are separated by blanks, tabs or commas. Of
 * its simple check: {@code ALLOW}, {@code UNCONDITIONAL} or {@code DENY} and a network. A network
 * alone is from PMail's own permit list. PASS spares a client all checks, and so is UNCONDITIONAL.
 */
final class PmailReader implements ListReader {

  /** One line; without an action it stands on the permit list. */
  private record Filter(Optional<ConnectionAction> action, AddressRanges addresses) {}

  @Override
  public AddressRanges permitted(String text) {
    FirstMatch rules = new FirstMatch();
    for (Filter filter : filters(text, new BadLines())) {
      boolean deny = filter.action().filter(action -> action == ConnectionAction.DENY).isPresent();
      rules.add(filter.addresses(), !deny);
    }
    return rules.permitted();
  }

  /** The same filters as entries of the connection list, in their order. */
  static String connectionList(String text) {
    BadLines bad = new BadLines();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = plain(lines[i]);
      if (!line.isEmpty() && action(words(line).get(0)).isEmpty()) {
        bad.add(i + 1, line, "a connection filter begins with PASS, REJECT, ALLOW or DENY");
      }
    }
    StringBuilder list = new StringBuilder();
    for (Filter filter : filters(text, bad)) {
      for (Network network : filter.addresses().networks()) {
        filter.action().ifPresent(a -> list.append(a).append(' ').append(network).append('\n'));
      }
    }
    return list.toString();
  }

  private static List<Filter> filters(String text, BadLines bad) {
    List<Filter> filters = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = plain(lines[i]);
      if (!line.isEmpty()) {
        bad.collect(i + 1, line, () -> filters.add(filter(line)));
      }
    }
    bad.refuseIfAny();
    return filters;
  }

  private static String plain(String line) {
    return line.replaceFirst("#.*", "").strip();
  }

  private static Filter filter(String line) throws NetworkSyntaxException {
    List<String> words = words(line);
    Optional<ConnectionAction> action = action(words.get(0));
    return new Filter(action, action.isPresent() ? typed(words) : network(words));
  }

  private static Optional<ConnectionAction> action(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "PASS", "UNCONDITIONAL" -> Optional.of(ConnectionAction.UNCONDITIONAL);
      case "ALLOW" -> Optional.of(ConnectionAction.ALLOW);
      case "REJECT", "DENY" -> Optional.of(ConnectionAction.DENY);
      default -> Optional.empty();
    };
  }

  private static List<String> words(String line) {
    List<String> words = Arrays.stream(line.split("[\\s,]+")).collect(Collectors.toList());
    if (words.size() > 1 && words.get(0).matches("\\d+")) {
      words.remove(0);
    }
    return words;
  }

  private static AddressRanges typed(List<String> words) throws NetworkSyntaxException {
    if (words.size() < 2) {
      throw new NetworkSyntaxException("the network is missing");
    }
    List<String> values = words.subList(2, words.size());
    return switch (words.get(1).toUpperCase(Locale.ROOT)) {
      case "IP" -> Addresses.ranges(wildcard(only(values)));
      case "IPS" -> network(two(values));
      case "IPR" -> Addresses.range(two(values).get(0), values.get(1));
      case "HOST" ->
          throw new NetworkSyntaxException("a host's name is no address; networks are permitted");
      default -> network(words.subList(1, words.size()));
    };
  }

  private static String only(List<String> values) throws NetworkSyntaxException {
    if (values.size() != 1) {
      throw new NetworkSyntaxException("IP takes one address, such as 192.168.*.*");
    }
    return values.get(0);
  }

  private static List<String> two(List<String> values) throws NetworkSyntaxException {
    if (values.size() != 2) {
      throw new NetworkSyntaxException("IPS takes an address and a netmask, IPR two addresses");
    }
    return values;
  }

  private static AddressRanges network(List<String> words) throws NetworkSyntaxException {
    return Addresses.ranges(
        switch (words.size()) {
          case 1 -> Addresses.network(words.get(0));
          case 2 -> Addresses.network(words.get(0), words.get(1));
          default -> throw new NetworkSyntaxException("there are more words than a network has");
        });
  }

  /** Stars stand at the end, for whole octets: anything else is no network. */
  private static Network wildcard(String text) throws NetworkSyntaxException {
    String stars = text.replaceFirst("^[0-9.]*?(?=\\*|$)", "");
    if (stars.isEmpty()) {
      return Addresses.network(text);
    }
    if (!stars.matches("\\*(\\.\\*){0,3}") || text.split("\\.", -1).length != 4) {
      throw new NetworkSyntaxException("stars stand for the last octets, 192.168.*.*");
    }
    int octets = stars.replace(".", "").length();
    return Addresses.network(text.replace("*", "0") + "/" + (32 - 8 * octets));
  }
}
