package org.chukei.policy.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;

/** Random networks that lie in one another and side by side, and addresses at their edges. */
final class Networks {

  private final Random random;
  private final List<Network> made = new ArrayList<>();

  Networks(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  Network ipv4() {
    int prefix = 8 + random.nextInt(25);
    long bits = 10L << 24 | random.nextInt(1 << 24) & (random.nextBoolean() ? ~0 : 0x3ffff);
    return made(Network.of(new IpAddress(0, 0xffffL << 32 | bits), prefix));
  }

  Network ipv6() {
    int prefix = 32 + random.nextInt(97);
    long high = 0x2001_0db8L << 32 | random.nextInt(1 << 18);
    return made(new Network(new IpAddress(high, random.nextLong() & 0xfff), prefix));
  }

  Network any() {
    return random.nextInt(3) == 0 ? ipv6() : ipv4();
  }

  private Network made(Network network) {
    made.add(network);
    return network;
  }

  /** Half of them at the edges of the networks made, and just outside. */
  List<IpAddress> addresses(int count) {
    List<IpAddress> addresses = new ArrayList<>();
    while (addresses.size() < count) {
      Network network = made.get(random.nextInt(made.size()));
      IpAddress edge = random.nextBoolean() ? network.first() : network.last();
      long away = random.nextInt(7) - 3;
      addresses.add(new IpAddress(edge.high(), edge.low() + away));
      addresses.add(
          network.isIpv4()
              ? new IpAddress(0, 0xffffL << 32 | 10L << 24 | random.nextInt(1 << 24))
              : new IpAddress(network.first().high() + random.nextInt(3), random.nextLong()));
    }
    addresses.removeIf(address -> address.isIpv4() != isWhole(address));
    return addresses;
  }

  /** Beyond 255.255.255.255 there is no IPv4; made networks stay far from there. */
  private static boolean isWhole(IpAddress address) {
    return address.high() == 0;
  }
}
