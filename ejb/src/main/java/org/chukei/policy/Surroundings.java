package org.chukei.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;

/**
 * Addresses near this machine from which strangers' connections may seem to come: whoever permits
 * them may permit the world.
 *
 * @param gateways of the default routes
 * @param bridges this machine's own addresses on container bridges
 * @param proxies networks of proxies, as the settings have them
 */
record Surroundings(Set<IpAddress> gateways, Set<IpAddress> bridges, List<Network> proxies) {

  private static final Path IPV4_ROUTES = Path.of("/proc/net/route");
  private static final Path IPV6_ROUTES = Path.of("/proc/net/ipv6_route");
  private static final Pattern BRIDGE =
      Pattern.compile("(docker|br-|podman|cni|virbr|lxcbr|lxdbr|flannel|cali|weave|kube).*");

  Surroundings {
    gateways = Set.copyOf(gateways);
    bridges = Set.copyOf(bridges);
    proxies = List.copyOf(proxies);
  }

  /** Asked each time: routes and bridges come and go. Where the system does not tell, empty. */
  static Surroundings ofThisMachine(List<Network> proxies) {
    List<IpAddress> gateways = new ArrayList<>();
    lines(IPV4_ROUTES).forEach(line -> gateways.addAll(ipv4Gateway(line)));
    lines(IPV6_ROUTES).forEach(line -> gateways.addAll(ipv6Gateway(line)));
    return new Surroundings(Set.copyOf(gateways), bridgeAddresses(), proxies);
  }

  /** A line of /proc/net/route: addresses in hex, in the machine's byte order. */
  static List<IpAddress> ipv4Gateway(String line) {
    String[] columns = line.trim().split("\\s+");
    if (columns.length < 8 || !columns[1].equals("00000000") || !columns[7].equals("00000000")) {
      return List.of();
    }
    int gateway = Integer.parseUnsignedInt(columns[2], 16);
    byte[] octets = ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(gateway).array();
    return gateway == 0 ? List.of() : List.of(address(octets));
  }

  /** A line of /proc/net/ipv6_route: destination, its length, source, its length, next hop. */
  static List<IpAddress> ipv6Gateway(String line) {
    String[] columns = line.trim().split("\\s+");
    if (columns.length < 5 || !columns[1].equals("00") || columns[4].matches("0+")) {
      return List.of();
    }
    return List.of(address(HexFormat.of().parseHex(columns[4])));
  }

  private static IpAddress address(byte[] octets) {
    try {
      return IpAddress.of(InetAddress.getByAddress(octets));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Set<IpAddress> bridgeAddresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(nic -> BRIDGE.matcher(nic.getName()).matches())
          .flatMap(NetworkInterface::inetAddresses)
          .map(IpAddress::of)
          // Link-local networks are judged on their own.
          .filter(address -> !LINK_LOCAL.contains(address))
          .collect(Collectors.toUnmodifiableSet());
    } catch (SocketException e) {
      return Set.of();
    }
  }

  private static final Network LINK_LOCAL = DangerCheck.network("fe80::/10");
}
