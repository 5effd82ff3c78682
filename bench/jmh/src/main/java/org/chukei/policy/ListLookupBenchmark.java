package org.chukei.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.chukei.network.IpAddress;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Is this client permitted? Asked of a list of 10,000 networks, IPv4 and IPv6, nested and apart, for
 * clients of which half are on it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ListLookupBenchmark {

  private static final int ENTRIES = 10_000;
  private static final int CLIENTS = 4_096; // a power of two

  private final IpAddress[] clients = new IpAddress[CLIENTS];
  private PermitTable permits = PermitTable.EMPTY;
  private int next;

  @Setup
  public void fill() throws NetworkSyntaxException {
    Random random = new Random(10_000);
    List<PermitEntry> entries = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      entries.add(new PermitEntry(i + 1, network(random, i)));
    }
    permits = new PermitTable(entries);
    for (int i = 0; i < CLIENTS; i++) {
      Network known = entries.get(random.nextInt(ENTRIES)).network();
      clients[i] =
          i % 2 == 0 ? known.first() : new IpAddress(0x2a00_0000_0000_0000L | i, random.nextLong());
    }
  }

  private static Network network(Random random, int i) throws NetworkSyntaxException {
    if (i % 4 == 0) {
      return Network.parse(
          "2001:db8:%x:%x::/64".formatted(random.nextInt(65_536), random.nextInt(65_536)));
    }
    return Network.parse(
        "%d.%d.%d.0/%d"
            .formatted(
                1 + random.nextInt(200),
                random.nextInt(256),
                random.nextInt(256),
                20 + random.nextInt(9)));
  }

  @Benchmark
  public Optional<Network> permit() {
    return permits.find(clients[next++ & (CLIENTS - 1)]);
  }
}
