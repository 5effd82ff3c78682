package org.chukei.delivery;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.chukei.smtp.Reply;

/**
 * Commands out, replies in, on one connection. Turns each way in which a connection can end (lost,
 * timed out, 421, no SMTP) into {@link ConversationEnded} with the answer that it means. For one
 * thread at a time.
 */
final class SmtpDialogue {

  private final NextHop hop;
  private final SmtpTimeouts timeouts;
  private final SmtpSocket socket;
  private final ReplyReader replies;
  private boolean usable = true;
  private boolean saidQuit;

  private SmtpDialogue(NextHop hop, SmtpTimeouts timeouts, SmtpSocket socket) {
    this.hop = hop;
    this.timeouts = timeouts;
    this.socket = socket;
    this.replies = new ReplyReader(socket);
  }

  /** With the first of these addresses of one host that answers. */
  static SmtpDialogue connect(List<NextHop> hops, SmtpTimeouts timeouts) throws ConversationEnded {
    ConnectRace.Winner winner = ConnectRace.run(hops, timeouts.connect());
    try {
      return new SmtpDialogue(winner.hop(), timeouts, SmtpSocket.on(winner.channel()));
    } catch (IOException e) {
      throw ConversationEnded.unreached("connect to " + winner.hop().relay() + ": " + reason(e));
    }
  }

  /** Whether the next command makes sense. */
  boolean isUsable() {
    return usable;
  }

  NextHop hop() {
    return hop;
  }

  SmtpTimeouts timeouts() {
    return timeouts;
  }

  /** One command and its reply. */
  Reply command(String line, String stage) throws ConversationEnded {
    send(line + "\r\n", stage);
    return reply(stage, timeouts.command());
  }

  /**
   * TLS from here on, as the next hop demands it.
   *
   * @throws TlsFailed where it does not come about, or is worth less
   */
  TlsState startTls(TlsClient client) throws TlsFailed {
    SSLEngine engine = client.engine(hop.tls().serverName(hop.host()), port());
    try {
      socket.startTls(engine, timeouts.command());
      return client.verified(engine.getSession(), hop.tls());
    } catch (IOException | CertificateException e) {
      usable = false;
      throw new TlsFailed(hop, reason(e));
    }
  }

  private int port() {
    return hop.address() instanceof InetSocketAddress inet ? inet.getPort() : -1;
  }

  /**
   * @param lines whole command lines with CRLF; beyond US-ASCII only where the peer offered
   *     SMTPUTF8
   */
  void send(String lines, String stage) throws ConversationEnded {
    try {
      socket.write(ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)), timeouts.command());
    } catch (IOException e) {
      throw lastWords().map(last -> brokenOff(Answer.turnedAway(last))).orElse(lost(e, stage));
    }
  }

  /** Content as it stands behind 354, dots already doubled, or a BDAT and its chunk. */
  void sendContent(ByteBuffer block) throws ConversationEnded {
    try {
      socket.write(block, timeouts.block());
    } catch (IOException e) {
      throw lastWords().map(this::refusedEarly).orElse(lost(e, "the content"));
    }
  }

  /**
   * Waits for one reply.
   *
   * @param stage what the reply is to, for the text of outcomes
   * @throws ConversationEnded also for 421, which may come at any point (RFC 5321 §3.8)
   */
  Reply reply(String stage, Duration timeout) throws ConversationEnded {
    Reply reply;
    try {
      reply = replies.read(SmtpSocket.deadline(timeout));
    } catch (IOException e) {
      throw lost(e, stage);
    }
    if (reply.code() == 421) {
      usable = false;
      throw new ConversationEnded(hop, Answer.of(reply));
    }
    return reply;
  }

  /** A reply that is due to nothing we said, where one is there already; never waits. */
  Optional<Reply> unasked(String stage) throws ConversationEnded {
    try {
      return socket.hasInput() ? Optional.of(reply(stage, timeouts.quit())) : Optional.empty();
    } catch (ConversationEnded e) {
      throw e;
    } catch (IOException e) {
      throw lost(e, stage);
    }
  }

  /** For a reply whose code has no meaning here: whoever is there, it is not safe to go on. */
  ConversationEnded unexpected(Reply reply, String stage) {
    return brokenOff(
        Answer.deferred(
            "4.5.0", hop.relay() + " answered " + stage + " with " + reply + ", out of protocol"));
  }

  /** For a peer that refuses the content before it has all of it: its word counts. */
  ConversationEnded refusedEarly(Reply reply) {
    return brokenOff(Answer.of(reply));
  }

  /** Cuts the connection, so that the peer takes nothing. */
  ConversationEnded brokenOff(Answer answer) {
    abort();
    return new ConversationEnded(hop, answer);
  }

  /** A write failed; the peer may have said why before it closed. */
  private Optional<Reply> lastWords() {
    try {
      return socket.hasInput()
          ? Optional.of(replies.read(SmtpSocket.deadline(timeouts.quit())))
              .filter(last -> !last.isPositive())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private ConversationEnded lost(IOException e, String stage) {
    usable = false;
    if (e instanceof SocketTimeoutException) {
      return lost("4.4.2", "conversation with " + hop.relay() + " timed out at " + stage);
    }
    if (e instanceof ProtocolException) {
      return lost("4.5.0", hop.relay() + " broke the protocol at " + stage + ": " + reason(e));
    }
    return lost("4.4.2", "lost connection with " + hop.relay() + " at " + stage);
  }

  private ConversationEnded lost(String status, String text) {
    return new ConversationEnded(hop, Answer.deferred(status, text));
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Whether nothing came from the peer, not even its end, that was not read yet; never waits. */
  boolean isSilent() {
    try {
      return socket.isSilent();
    } catch (IOException e) {
      return false;
    }
  }

  /** RFC 5321 §4.1.1.10 asks for QUIT before closing. */
  void sayQuit() {
    if (usable) {
      usable = false;
      saidQuit = true;
      try {
        socket.write(
            ByteBuffer.wrap("QUIT\r\n".getBytes(StandardCharsets.US_ASCII)), timeouts.quit());
      } catch (IOException e) {
        saidQuit = false; // Everything is decided by now, and the connection closes either way.
      }
    }
  }

  /** Waits for the reply to QUIT where that was said, and closes. */
  void awaitFarewell(long deadline) {
    if (saidQuit) {
      try {
        replies.read(deadline);
      } catch (IOException e) {
        // Nothing depends on it.
      }
    }
    abort();
  }

  /** Closes without QUIT. */
  void abort() {
    usable = false;
    try {
      socket.close();
    } catch (IOException e) {
      // There is nothing left to lose.
    }
  }
}
