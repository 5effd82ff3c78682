package org.chukei.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.chukei.smtp.Reply;

/** Whatever a next hop says is a reply, or breaks the protocol, or breaks off. */
class ReplyReaderPropertyTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static ServerSocket server;

  @BeforeContainer
  static void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }

  @AfterContainer
  static void close() throws IOException {
    server.close();
  }

  @Property(tries = 1_000)
  void any_octets_are_a_reply_or_the_end(@ForAll("said") String said) throws IOException {
    NextHop hop = TestHops.smtp("hop.example", server.getInetAddress(), server.getLocalPort());
    try (SmtpSocket socket = SmtpSocket.on(ConnectRace.run(List.of(hop), PATIENCE).channel());
        Socket peer = server.accept()) {
      peer.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
      peer.shutdownOutput();
      ReplyReader reader = new ReplyReader(socket);
      boolean ended = false;
      while (!ended) {
        try {
          Reply reply = reader.read(SmtpSocket.deadline(PATIENCE));
          assertThat(reply.code()).isBetween(200, 599);
          reply.status().ifPresent(s -> assertThat(s.statusClass()).isEqualTo(reply.code() / 100));
          assertThat(reply.lines()).noneMatch(line -> line.contains("\n"));
        } catch (ProtocolException e) {
          assertThat(e.getMessage()).doesNotContain("\r", "\n");
          ended = true;
        } catch (EOFException e) {
          ended = true;
        }
      }
    }
  }

  @Provide
  Arbitrary<String> said() {
    Arbitrary<List<String>> pieces =
        Arbitraries.of(
                "250 ok\r\n",
                "250-a\r\n250 b\r\n",
                "250-a\r\n550 b\n",
                "250\r\n",
                "250-\r\n",
                "550 5.1.1 no\r\n",
                "550 4.1.1 no\r\n",
                "421 4.3.2\r\n",
                "354 go\r\n",
                "999 x\r\n",
                "100 x\r\n",
                "25",
                "2",
                "-",
                " ",
                "\r",
                "\n",
                "\0",
                "é",
                "x".repeat(3_000))
            .list()
            .ofMaxSize(15);
    return pieces.map(list -> String.join("", list));
  }
}
