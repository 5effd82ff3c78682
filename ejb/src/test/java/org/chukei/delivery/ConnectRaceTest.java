package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which address of a host is taken. */
class ConnectRaceTest {

  /** Longer than any test may take: whoever waits for it fails. */
  private static final Duration PATIENT = Duration.ofMinutes(10);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : open) {
      closeable.close();
    }
  }

  private ServerSocket listening(int backlog) throws IOException {
    ServerSocket server = new ServerSocket(0, backlog, InetAddress.getByName("127.0.0.1"));
    open.add(server);
    return server;
  }

  private NextHop answering() throws IOException {
    return hop(listening(50).getLocalPort());
  }

  /** Where nobody takes the connections, and no more fit into the line: nothing comes back. */
  private NextHop silent() throws IOException {
    int port = listening(1).getLocalPort();
    boolean full = false;
    while (!full) {
      SocketChannel channel = SocketChannel.open();
      open.add(channel);
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress("127.0.0.1", port));
      full = !channel.finishConnect();
    }
    return hop(port);
  }

  private NextHop refusing() throws IOException {
    try (ServerSocket gone = new ServerSocket(0)) {
      return hop(gone.getLocalPort());
    }
  }

  private static NextHop hop(int port) throws IOException {
    return TestHops.smtp("mx.example.com", InetAddress.getByName("127.0.0.1"), port);
  }

  private NextHop winner(NextHop... hops) throws IOException {
    ConnectRace.Winner winner = ConnectRace.run(List.of(hops), PATIENT);
    open.add(winner.channel());
    assertThat(winner.channel().isConnected()).isTrue();
    return winner.hop();
  }

  @Test
  void the_preferred_address_wins_where_all_answer() throws Exception {
    NextHop first = answering();
    assertThat(winner(first, answering())).isEqualTo(first);
  }

  @Test
  void a_silent_address_is_not_waited_for() throws Exception {
    NextHop second = answering();
    assertThat(winner(silent(), second)).isEqualTo(second);
  }

  @Test
  void after_one_that_refuses_comes_the_next() throws Exception {
    NextHop last = answering();
    assertThat(winner(refusing(), silent(), refusing(), last)).isEqualTo(last);
  }

  @Test
  void an_address_that_we_can_not_connect_from_is_passed_over() throws Exception {
    NextHop answering = answering();
    NextHop foreign =
        new NextHop(
            answering.host(),
            answering.address(),
            answering.protocol(),
            Optional.of(InetAddress.getByName("192.0.2.1")),
            answering.tls(),
            false,
            answering.login());
    assertThat(winner(foreign, answering)).isEqualTo(answering);
  }

  @Test
  void where_nobody_answers_the_reason_says_who_and_why() throws Exception {
    NextHop refusing = refusing();
    assertThatThrownBy(() -> winner(refusing))
        .isInstanceOfSatisfying(ConversationEnded.class, ended -> assertThat(ended.hop()).isEmpty())
        .hasMessageStartingWith("connect to " + refusing.relay() + ": ")
        .hasMessageContaining("refused");
  }

  @Test
  void a_silent_address_is_given_up_when_its_time_is_over() throws Exception {
    NextHop silent = silent();
    assertThatThrownBy(() -> ConnectRace.run(List.of(silent), Duration.ofMillis(300)))
        .hasMessage("connect to " + silent.relay() + ": timed out");
  }
}
