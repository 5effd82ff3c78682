package org.chukei.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a process listens on, as the kernel tells it in /proc. */
final class ListeningSockets {

  private static final String LISTEN = "0A";

  private ListeningSockets() {}

  /** As {@code tcp 127.0.0.1:8080}; any UDP socket counts as listening. */
  static Set<String> of(long pid) throws IOException {
    Set<String> inodes = inodes(pid);
    Set<String> sockets = new TreeSet<>();
    for (String table : new String[] {"tcp", "tcp6", "udp", "udp6"}) {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "net", table))) {
        String[] fields = line.trim().split("\\s+");
        boolean ours = fields.length > 9 && inodes.contains(fields[9]);
        if (ours && (table.startsWith("udp") || fields[3].equals(LISTEN))) {
          sockets.add(table.replace("6", "") + " " + address(fields[1]));
        }
      }
    }
    return sockets;
  }

  private static Set<String> inodes(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      for (Path file : files.toList()) {
        if (Files.isSymbolicLink(file)) {
          String target = Files.readSymbolicLink(file).toString();
          if (target.startsWith("socket:[")) {
            inodes.add(target.substring(8, target.length() - 1));
          }
        }
      }
    }
    return inodes;
  }

  /** {@code 0100007F:1F90}: 32-bit words in the machine's (little-endian) order, then the port. */
  private static String address(String hex) {
    String[] parts = hex.split(":");
    String last = parts[0].substring(parts[0].length() - 8);
    StringBuilder address = new StringBuilder();
    for (int i = 6; i >= 0; i -= 2) {
      address.append(Integer.parseInt(last.substring(i, i + 2), 16)).append(i == 0 ? "" : ".");
    }
    boolean v6 = parts[0].length() > 8 && !parts[0].startsWith("0000000000000000FFFF0000");
    return (v6 ? "IPv6 " + parts[0] : address) + ":" + Integer.parseInt(parts[1], 16);
  }
}
