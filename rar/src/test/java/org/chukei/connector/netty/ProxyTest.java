package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chukei.connector.netty.ProxyHeaderTest.bytes;
import static org.chukei.connector.netty.ProxyHeaderTest.port;
import static org.chukei.connector.netty.ProxyHeaderTest.v2;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Greeting;
import org.chukei.connector.api.Service;
import org.chukei.dialogue.ExampleWorld;
import org.chukei.dialogue.SocketWire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The PROXY protocol on sockets; the tests connect from the proxy's network, or are not in it. */
@Timeout(60)
class ProxyTest {

  @TempDir Path home;
  private final BlockingQueue<Client> clients = new LinkedBlockingQueue<>();
  private RunningServer running;

  private void behindProxies(String networks) throws Exception {
    running =
        new RunningServer(
            home,
            new Forwarding(new ExampleWorld()) {
              @Override
              public Greeting greet(Client client) {
                clients.add(client);
                return super.greet(client);
              }
            },
            Map.of("CHUKEI_PROXY_NETWORKS", networks));
  }

  @AfterEach
  void close() throws Exception {
    running.close();
  }

  private SocketWire connect(Service service, byte[] header) throws Exception {
    SocketWire wire = SocketWire.connect(running.address(service), RunningServer.PATIENCE);
    wire.send(header);
    return wire;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Client client() throws InterruptedException {
    return clients.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void the_session_is_the_named_clients_whose_first_command_may_be_in_the_same_packet()
      throws Exception {
    behindProxies("127.0.0.1");
    try (SocketWire wire =
        connect(Service.MX, text("PROXY TCP4 192.0.2.7 127.0.0.1 4711 25\r\nQUIT\r\n"))) {
      assertThat(wire.readLine().orElseThrow()).startsWith("220 ");
      assertThat(wire.readLine().orElseThrow()).startsWith("221 ");
      assertThat(client())
          .isEqualTo(
              new Client(
                  Service.MX,
                  InetAddress.getByName("192.0.2.7"),
                  4_711,
                  Optional.of(InetAddress.getByName("127.0.0.1")),
                  true));
    }
  }

  @Test
  void a_header_that_comes_octet_by_octet_is_read_too() throws Exception {
    behindProxies("127.0.0.1");
    byte[] header = v2(0x21, 0x11, bytes(192, 0, 2, 7), bytes(127, 0, 0, 1), port(4_711), port(25));
    try (SocketWire wire = connect(Service.MX, new byte[0])) {
      for (byte octet : header) {
        wire.send(new byte[] {octet});
      }
      assertThat(wire.readLine().orElseThrow()).startsWith("220 ");
      assertThat(client().address().getHostAddress()).isEqualTo("192.0.2.7");
    }
  }

  @Test
  void the_header_comes_before_implicit_tls() throws Exception {
    behindProxies("127.0.0.1");
    try (SocketWire wire =
        connect(Service.SUBMISSIONS, text("PROXY TCP6 2001:db8::7 ::1 4711 465\r\n"))) {
      wire.startTls();
      assertThat(wire.readLine().orElseThrow()).startsWith("220 ");
      assertThat(client().address()).isEqualTo(InetAddress.getByName("2001:db8::7"));
    }
  }

  @Test
  void a_client_that_the_proxy_does_not_name_is_nobody_known() throws Exception {
    behindProxies("127.0.0.1");
    try (SocketWire local = connect(Service.MX, v2(0x20, 0));
        SocketWire unknown = connect(Service.SUBMISSION, text("PROXY UNKNOWN\r\n"))) {
      assertThat(local.readLine().orElseThrow()).startsWith("220 ");
      assertThat(client().known()).isFalse();
      assertThat(unknown.readLine().orElseThrow()).startsWith("220 ");
      assertThat(client().known()).isFalse();
      // 127.0.0.0/8 may AUTH in the clear, but who speaks for a proxy is not there.
      unknown.send(text("EHLO x\r\nAUTH PLAIN\r\n"));
      String line = unknown.readLine().orElseThrow();
      for (; line.startsWith("250"); line = unknown.readLine().orElseThrow()) {
        assertThat(line).doesNotContain("AUTH");
      }
      assertThat(line).startsWith("538 ");
    }
  }

  @Test
  void without_a_good_header_a_proxys_connection_is_closed_without_a_word() throws Exception {
    behindProxies("127.0.0.1");
    for (String first : new String[] {"EHLO x\r\n", "PROXY TCP4 x\r\n", "\r\n"}) {
      try (SocketWire wire = connect(Service.MX, text(first))) {
        if (first.equals("\r\n")) {
          wire.endInput(); // it is the beginning of a header, and nothing follows
        }
        assertThat(wire.readLine()).isEmpty();
      }
    }
    assertThat(clients).isEmpty();
    assertThat(running.server.counts(Service.MX).withoutProxyHeader()).isEqualTo(3);
  }

  @Test
  void from_anywhere_else_a_header_is_no_command() throws Exception {
    behindProxies("192.0.2.1");
    try (SocketWire v1 = connect(Service.MX, text("PROXY TCP4 192.0.2.7 192.0.2.8 1 25\r\n"));
        SocketWire v2 = connect(Service.MX, v2(0x21, 0x11, new byte[12]))) {
      assertThat(v1.readLine().orElseThrow()).startsWith("220 ");
      assertThat(v1.readLine().orElseThrow()).startsWith("500 ");
      assertThat(v2.readLine().orElseThrow()).startsWith("220 ");
      assertThat(v2.readLine().orElseThrow()).startsWith("500 ");
      assertThat(client().proxy()).isEmpty();
      assertThat(client().address()).isEqualTo(InetAddress.getByName("127.0.0.1"));
    }
  }
}
