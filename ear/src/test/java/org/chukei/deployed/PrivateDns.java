package org.chukei.deployed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** nsd with a signed zone and one that is not, and unbound, which asks nobody else. */
final class PrivateDns {

  static final String SIGNED = "dane.example";
  static final String UNSIGNED = "sts.example";

  /** Where unbound answers, in its network. */
  static final String ADDRESS = "127.0.0.1:53";

  private static final String HEAD =
      "$TTL 60\n@ SOA ns.%s. root.%s. 1 60 60 60 60\n@ NS ns.%s.\nns A 127.0.0.53\n";

  private final Path directory;

  /**
   * @param directory without anything else in it
   */
  PrivateDns(Path directory) {
    this.directory = directory;
  }

  /** Starts both. Records as in a zone file. */
  void start(PrivateNetwork network, String signed, String unsigned) throws IOException {
    write(SIGNED + ".zone", "$ORIGIN " + SIGNED + ".\n" + HEAD.replace("%s", SIGNED) + signed);
    write(UNSIGNED, "$ORIGIN " + UNSIGNED + ".\n" + HEAD.replace("%s", UNSIGNED) + unsigned);
    String key = network.call("", "ldns-keygen", "-a", "ECDSAP256SHA256", "-k", SIGNED).trim();
    String made =
        network.call("", "ldns-signzone", "-f", path(SIGNED), path(SIGNED + ".zone"), key);
    if (!Files.exists(directory.resolve(SIGNED))) {
      throw new IOException("ldns-signzone: " + made);
    }
    Files.copy(directory.resolve(key + ".key"), anchors());
    write(
        "nsd.conf",
        """
        server:
          ip-address: 127.0.0.53
          username: ""
          zonesdir: "DIR"
          database: ""
          pidfile: "DIR/nsd.pid"
          xfrdfile: "DIR/xfrd.state"
          zonelistfile: "DIR/zone.list"
        remote-control:
          control-enable: no
        zone:
          name: dane.example
          zonefile: dane.example
        zone:
          name: sts.example
          zonefile: sts.example
        """);
    write(
        "unbound.conf",
        """
        server:
          interface: 127.0.0.1
          do-not-query-localhost: no
          username: ""
          chroot: ""
          directory: "DIR"
          pidfile: "DIR/unbound.pid"
          use-syslog: no
          module-config: "iterator"
        remote-control:
          control-enable: no
        stub-zone:
          name: dane.example
          stub-addr: 127.0.0.53
        stub-zone:
          name: sts.example
          stub-addr: 127.0.0.53
        """);
    network.start("nsd", directory, "nsd", "-d", "-c", path("nsd.conf"));
    network.start("unbound", directory, "unbound", "-d", "-c", path("unbound.conf"));
  }

  /** The key of the signed zone. */
  Path anchors() {
    return directory.resolve("anchors");
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(
        directory.resolve(name), text.replace("DIR", directory.toAbsolutePath().toString()));
  }
}
