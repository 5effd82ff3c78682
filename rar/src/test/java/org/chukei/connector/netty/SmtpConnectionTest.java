package org.chukei.connector.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Service;
import org.chukei.connector.session.Offer;
import org.chukei.connector.session.Session;
import org.chukei.connector.session.SessionLimits;
import org.chukei.connector.session.SessionWire;
import org.chukei.dialogue.ExampleWorld;

/** A connection without a socket. */
class SmtpConnectionTest {

  private static EmbeddedServer server;

  @BeforeContainer
  static void open() throws IOException {
    server = EmbeddedServer.open();
  }

  @AfterContainer
  static void close() throws IOException {
    server.close();
  }

  /** The connection and the plain session wire are two readings of the RFC that must agree. */
  @Property(tries = 3_000)
  void whatever_comes_in_whatever_pieces_is_answered_as_by_the_session_alone(
      @ForAll("input") List<String> pieces, @ForAll("clear") Service service) throws IOException {
    ExampleWorld world = new ExampleWorld();
    EmbeddedChannel channel =
        server.connect(service, (question, answer) -> answer.accept(question.putTo(world)));
    ExampleWorld otherWorld = new ExampleWorld();
    SessionWire alone = new SessionWire(session(service), otherWorld);
    for (String piece : pieces) {
      byte[] octets = piece.getBytes(StandardCharsets.ISO_8859_1);
      if (channel.isOpen()) {
        channel.writeInbound(Unpooled.copiedBuffer(octets));
      }
      alone.send(octets);
    }
    assertThat(said(channel)).isEqualTo(alone.said());
    assertThat(channel.isOpen()).isEqualTo(alone.isOpen());
    assertThat(world.taken()).hasSameSizeAs(otherWorld.taken());
    for (int i = 0; i < world.taken().size(); i++) {
      assertThat(world.taken().get(i).content()).isEqualTo(otherWorld.taken().get(i).content());
    }
    channel.finishAndReleaseAll();
  }

  @Provide
  Arbitrary<Service> clear() {
    return Arbitraries.of(Service.MX, Service.SUBMISSION);
  }

  @Provide
  Arbitrary<List<String>> input() {
    Arbitrary<String> words =
        Arbitraries.of(
            "EHLO x\r\n",
            "HELO x\r\n",
            "MAIL FROM:<>\r\n",
            "MAIL FROM:<info@example.jp> SIZE=3\r\n",
            "RCPT TO:<info@example.jp>\r\n",
            "RCPT TO:<info@example.net>\r\n",
            "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<info@example.jp>\r\nDATA\r\n",
            "EHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<info@example.jp>\r\nBDAT 3\r\n",
            "DATA\r\n",
            "BDAT 0 LAST\r\n",
            "BDAT 1\r\n",
            "BDAT 2 LAST\r\n",
            "BDAT 7 last\r\n",
            "BDAT\r\n",
            "BDAT 9223372036854775808\r\n",
            ".\r\n",
            "\r\n.\r\n",
            "RSET\r\n",
            "QUIT\r\n",
            "AUTH PLAIN\r\n",
            "AUTH LOGIN eA==\r\n",
            "AUTH PLAIN AGluZm9AZXhhbXBsZS5qcABzZWNyZXQtMQ==\r\n",
            "*\r\n",
            "Received: x\r\n",
            "a",
            ".",
            "\r",
            "\n",
            "\0",
            "\u00e4",
            " ",
            "x".repeat(700),
            "\r\n");
    Arbitrary<String> whole = words.list().ofMaxSize(25).map(l -> String.join("", l));
    return whole.flatMap(
        text ->
            Arbitraries.integers()
                .between(0, text.length())
                .list()
                .ofMaxSize(4)
                .map(cuts -> pieces(text, cuts)));
  }

  private static List<String> pieces(String text, List<Integer> cuts) {
    List<String> pieces = new ArrayList<>();
    int at = 0;
    for (int cut : cuts.stream().sorted().toList()) {
      pieces.add(text.substring(at, cut));
      at = cut;
    }
    pieces.add(text.substring(at));
    return pieces;
  }

  @Example
  void a_client_that_reads_no_replies_is_not_read_from_either() throws IOException {
    ExampleWorld world = new ExampleWorld();
    EmbeddedChannel channel =
        server.connect(Service.MX, (question, answer) -> answer.accept(question.putTo(world)));
    said(channel);
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    channel.writeInbound(Unpooled.copiedBuffer("NOOP\r\nNOOP\r\n", StandardCharsets.US_ASCII));
    assertThat(said(channel)).isEmpty();
    assertThat(channel.config().isAutoRead()).isFalse();
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    channel.runPendingTasks();
    assertThat(said(channel)).hasSize(2);
    assertThat(channel.config().isAutoRead()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Example
  void reading_stops_while_a_question_is_out_and_more_comes_in() throws IOException {
    ExampleWorld world = new ExampleWorld();
    List<Runnable> answers = new ArrayList<>();
    EmbeddedChannel channel =
        server.connect(
            Service.MX,
            (question, answer) -> answers.add(() -> answer.accept(question.putTo(world))));
    assertThat(said(channel)).isEmpty();
    channel.writeInbound(Unpooled.copiedBuffer("NOOP\r\n", StandardCharsets.US_ASCII));
    assertThat(channel.config().isAutoRead()).isFalse();
    assertThat(said(channel)).isEmpty();
    answers.remove(0).run();
    channel.runPendingTasks();
    assertThat(said(channel)).hasSize(2);
    assertThat(channel.config().isAutoRead()).isTrue();
    channel.finishAndReleaseAll();
  }

  @Example
  void a_client_that_begins_tls_and_falls_silent_is_closed_without_a_word() throws IOException {
    EmbeddedChannel channel = server.connect(Service.SUBMISSIONS, (question, answer) -> {});
    channel.advanceTimeBy(29, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(2, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    assertThat(said(channel)).isEmpty();
    channel.finishAndReleaseAll();
  }

  private static Session session(Service service) {
    Client client = new Client(service, InetAddress.getLoopbackAddress(), 49_152);
    AuthOffer auth = service == Service.MX ? AuthOffer.NO : AuthOffer.NOW;
    return new Session(
        client,
        new Offer(
            "mail.example.jp",
            52_428_800,
            auth,
            true,
            SessionLimits.of(Settings.of(Map.of(), Map.of(), Map.of()))));
  }

  private static List<String> said(EmbeddedChannel channel) {
    StringBuilder all = new StringBuilder();
    for (ByteBuf reply = channel.readOutbound(); reply != null; reply = channel.readOutbound()) {
      all.append(reply.toString(StandardCharsets.ISO_8859_1));
      reply.release();
    }
    return all.isEmpty() ? List.of() : List.of(all.toString().split("\r\n"));
  }
}
