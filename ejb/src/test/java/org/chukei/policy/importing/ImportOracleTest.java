package org.chukei.policy.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chukei.network.AddressRanges;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each importer on 100,000 addresses against somebody else's reading of the same text: Postfix's
 * own for Postfix's formats, Python's ipaddress for the others.
 */
class ImportOracleTest {

  private static final int ADDRESSES = 100_000;

  @TempDir private Path folder;
  private final Networks networks = new Networks(20261124);
  private final Random random = networks.random();

  @Test
  void mynetworks_permits_whom_postfix_permits() throws IOException {
    List<String> patterns =
        Stream.generate(this::mynetworksPattern).limit(120).collect(Collectors.toList());
    StringBuilder text = new StringBuilder("# main.cf\nmynetworks = ");
    StringBuilder table = new StringBuilder();
    for (String pattern : patterns) {
      text.append(pattern)
          .append(random.nextInt(4) == 0 ? "\n    " : random.nextBoolean() ? ", " : " ");
      boolean excluded = pattern.startsWith("!");
      table.append(pattern.replaceAll("[!\\[\\]]", "")).append(excluded ? " no\n" : " yes\n");
    }
    List<IpAddress> addresses = networks.addresses(ADDRESSES);
    List<Boolean> permitted =
        new Oracle(folder)
            .postmap(table.toString(), addresses).stream().map("yes"::equals).toList();
    compare(ImportFormat.POSTFIX_MYNETWORKS, text.toString(), addresses, permitted);
  }

  private String mynetworksPattern() {
    Network network = networks.any();
    String text = network.toString();
    if (!network.isIpv4()) {
      text = "[" + text.replaceFirst("/", "]/");
      text = text.indexOf(']') < 0 ? text + "]" : text;
    }
    return (random.nextInt(3) == 0 ? "!" : "") + text;
  }

  @Test
  void a_cidr_table_permits_whom_postfix_permits() throws IOException {
    StringBuilder table = new StringBuilder("# a table\n\n");
    int open = 0;
    for (int i = 0; i < 200; i++) {
      String pattern = (random.nextInt(6) == 0 ? "!" : "") + networks.any();
      int kind = random.nextInt(10);
      if (kind == 0 && open < 3) {
        table
            .append("if ")
            .append(random.nextBoolean() ? "!" : "")
            .append(networks.any())
            .append('\n');
        open++;
      } else if (kind == 1 && open > 0) {
        table.append("endif\n");
        open--;
      } else if (kind == 2) {
        table.append(pattern).append("\n  # between\n\t").append(result()).append('\n');
      } else if (!pattern.startsWith("!") || random.nextInt(10) == 0) {
        table.append(pattern).append("   ").append(result()).append('\n');
      }
    }
    table.append("endif\n".repeat(open));
    List<IpAddress> addresses = networks.addresses(ADDRESSES);
    List<Boolean> permitted =
        new Oracle(folder)
            .postmap(table.toString(), addresses).stream()
                .map(result -> result.matches("OK|RELAY|permit|1764000000"))
                .toList();
    compare(ImportFormat.POSTFIX_CIDR, table.toString(), addresses, permitted);
  }

  private String result() {
    List<String> results =
        List.of(
            "OK", "RELAY", "permit", "1764000000", "REJECT not you", "550 no", "DUNNO", "DEFER");
    return results.get(random.nextInt(results.size()));
  }

  @Test
  void an_exim_host_list_permits_whom_python_permits() throws IOException {
    for (String separator : List.of("", "<; ", "<, ")) {
      char by = separator.isEmpty() ? ':' : separator.charAt(1);
      String list =
          Stream.generate(this::eximItem)
              .limit(100)
              .map(item -> by == ':' ? item.replace(":", "::") : item)
              .collect(Collectors.joining(" " + by + " ", separator, " " + by + " !10.9.0.0/16"));
      List<IpAddress> addresses = networks.addresses(ADDRESSES);
      compare(
          ImportFormat.EXIM,
          "hostlist relay_from_hosts = " + list,
          addresses,
          new Oracle(folder).python("exim", list, addresses));
    }
  }

  private String eximItem() {
    return (random.nextInt(3) == 0 ? random.nextBoolean() ? "!" : "! " : "") + networks.any();
  }

  @Test
  void hmailserver_s_ranges_permit_whom_python_permits() throws IOException {
    String xml =
        "<?xml version=\"1.0\"?>\n<Backup><SecurityRanges>\n"
            + rows(
                "  <SecurityRange Name=\"%d\" LowerIP=\"%s\" UpperIP=\"%s\" Priority=\"%d\" Options=\"%d\" Expires=\"0\"/>\n")
            + "</SecurityRanges></Backup>\n";
    List<IpAddress> addresses = networks.addresses(ADDRESSES);
    Oracle oracle = new Oracle(folder);
    compare(
        ImportFormat.HMAILSERVER, xml, addresses, oracle.python("hmailserver-xml", xml, addresses));
    String csv = "Name,LowerIP,UpperIP,Priority,Options\n" + rows("\"no, %d\",%s,%s,%d,%d\n");
    compare(
        ImportFormat.HMAILSERVER, csv, addresses, oracle.python("hmailserver-csv", csv, addresses));
  }

  private String rows(String form) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      String[] range = range();
      int options = 1 | (random.nextBoolean() ? 512 : 0) | (random.nextInt(3) == 0 ? 65_536 : 0);
      rows.append(form.formatted(i, range[0], range[1], 10 + i, options | random.nextInt(2) * 2));
    }
    return rows.toString();
  }

  @Test
  void exchange_s_ranges_permit_whom_python_permits() throws IOException {
    List<Supplier<String>> forms =
        List.of(
            () -> networks.any().toString(),
            () -> networks.ipv4().first() + "(255.255.252.0)",
            () -> String.join("-", range()));
    String list =
        Stream.generate(() -> forms.get(random.nextInt(forms.size())).get())
            .limit(100)
            .collect(Collectors.joining(", ", "{", "}"));
    List<IpAddress> addresses = networks.addresses(ADDRESSES);
    compare(
        ImportFormat.EXCHANGE,
        "RemoteIPRanges : " + list,
        addresses,
        new Oracle(folder).python("exchange", list, addresses));
  }

  @Test
  void pmail_s_filters_permit_whom_python_permits() throws IOException {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < 150; i++) {
      list.append(random.nextBoolean() ? "PASS " : "REJECT ");
      Network network = networks.ipv4();
      int kind = random.nextInt(4);
      String first = network.first().toString();
      String[] octets = first.split("\\.");
      String[] range = range();
      list.append(
          switch (kind) {
            case 0 -> "IP " + first;
            case 1 ->
                "IP "
                    + octets[0]
                    + "."
                    + octets[1]
                    + (random.nextBoolean() ? ".*.*" : "." + octets[2] + ".*");
            case 2 -> "IPS " + first + " 255.255.248.0";
            default -> "IPR " + range[0] + " " + range[1];
          });
      list.append('\n');
    }
    List<IpAddress> addresses = networks.addresses(ADDRESSES);
    compare(
        ImportFormat.PMAIL,
        list.toString(),
        addresses,
        new Oracle(folder).python("pmail", list.toString(), addresses));
  }

  /** Two addresses in order, seldom a network's edges. */
  private String[] range() {
    Network a = networks.any();
    long length = random.nextInt(5_000);
    IpAddress last = new IpAddress(a.first().high(), a.first().low() + length);
    return new String[] {a.first().toString(), last.toString()};
  }

  private static void compare(
      ImportFormat format, String text, List<IpAddress> addresses, List<Boolean> expected) {
    AddressRanges ours = ranges(format.permitList(text));
    assertThat(expected).hasSameSizeAs(addresses).contains(true, false);
    List<String> different = new ArrayList<>();
    for (int i = 0; i < addresses.size(); i++) {
      boolean permitted = ours.contains(new Network(addresses.get(i), 128));
      if (permitted != expected.get(i)) {
        different.add(addresses.get(i) + ": " + (permitted ? "only ours" : "only theirs"));
      }
    }
    assertThat(different).as(format.toString()).isEmpty();
  }

  private static AddressRanges ranges(String permitList) {
    List<Network> networks = new ArrayList<>();
    for (String line : permitList.lines().toList()) {
      try {
        networks.add(Network.parse(line));
      } catch (NetworkSyntaxException e) {
        throw new AssertionError(line, e);
      }
    }
    return AddressRanges.of(networks);
  }
}
