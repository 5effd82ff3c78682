package org.chukei.delivery;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.chukei.smtp.Reply;

/**
 * One SMTP session with a next hop, past EHLO. Runs mail transactions one after the other while it
 * {@linkplain #isUsable() is usable}. For one thread at a time.
 */
final class SmtpConnection implements AutoCloseable {

  private final NextHop hop;
  private final SmtpTimeouts timeouts;
  private final SmtpSocket socket;
  private final ReplyReader replies;
  private Extensions extensions = Extensions.NONE;
  private boolean usable = true;
  private boolean inTransaction;

  private SmtpConnection(NextHop hop, SmtpTimeouts timeouts, SmtpSocket socket) {
    this.hop = hop;
    this.timeouts = timeouts;
    this.socket = socket;
    this.replies = new ReplyReader(socket);
  }

  /**
   * Connects, takes the greeting, says EHLO or, where that is refused, HELO.
   *
   * @param ourName what we say to EHLO
   * @throws ConversationEnded where this host takes no mail from us now
   */
  static SmtpConnection open(NextHop hop, String ourName, SmtpTimeouts timeouts)
      throws ConversationEnded {
    SmtpSocket socket;
    try {
      socket = SmtpSocket.connect(hop, timeouts.connect());
    } catch (SocketTimeoutException e) {
      throw new ConversationEnded(
          Answer.deferred("4.4.1", "connect to " + hop.relay() + ": timed out"), false);
    } catch (IOException | RuntimeException e) {
      // Runtime exceptions: the JDK's for addresses that this host can't use.
      throw new ConversationEnded(
          Answer.deferred("4.4.1", "connect to " + hop.relay() + ": " + reason(e)), false);
    }
    SmtpConnection connection = new SmtpConnection(hop, timeouts, socket);
    try {
      connection.greet(ourName);
      return connection;
    } catch (IOException | RuntimeException e) {
      connection.abort();
      throw e;
    }
  }

  private void greet(String ourName) throws ConversationEnded {
    Reply greeting = reply("the greeting", timeouts.greeting());
    if (greeting.code() / 100 != 2) {
      // RFC 5321 §3.1 lets a server say 554 here. It refuses us and not this mail: another MX host
      // may take it, and so may this one later.
      throw refusal(greeting);
    }
    Reply ehlo = command("EHLO " + ourName, "EHLO", timeouts.command());
    if (ehlo.code() / 100 == 2) {
      extensions = Extensions.of(ehlo);
      return;
    }
    // RFC 5321 §3.2: a client falls back to HELO where EHLO is not known; any 5yz is taken for
    // that.
    Reply helo = ehlo.isPermanent() ? command("HELO " + ourName, "HELO", timeouts.command()) : ehlo;
    if (helo.code() / 100 != 2) {
      throw refusal(helo);
    }
  }

  private ConversationEnded refusal(Reply reply) {
    quit();
    return new ConversationEnded(Answer.notNow(reply), true);
  }

  /**
   * One mail transaction: one answer a recipient, in their order, whatever the peer does.
   *
   * @throws UnreadableContentException where our own content failed; the connection is cut before
   *     the end of data, so that the peer takes nothing
   */
  List<Answer> transact(MailTransaction transaction) throws UnreadableContentException {
    try {
      return transaction.run(this);
    } catch (IOException | RuntimeException e) {
      abort();
      throw e;
    }
  }

  /** Whether another transaction can follow. */
  boolean isUsable() {
    return usable;
  }

  NextHop hop() {
    return hop;
  }

  Extensions extensions() {
    return extensions;
  }

  SmtpTimeouts timeouts() {
    return timeouts;
  }

  /** Notes that the peer may hold the beginnings of a transaction. */
  void transactionBegins() {
    inTransaction = true;
  }

  /** Notes that the peer has taken or dropped the transaction. */
  void transactionEnds() {
    inTransaction = false;
  }

  /** Clears what a transaction that came to nothing left behind at the peer. */
  void resetIfNeeded() throws ConversationEnded {
    if (inTransaction) {
      Reply reply = command("RSET", "RSET", timeouts.command());
      if (reply.code() / 100 != 2) {
        throw unexpected(reply, "RSET");
      }
      inTransaction = false;
    }
  }

  Reply command(String line, String stage, Duration timeout) throws ConversationEnded {
    send(line + "\r\n", stage);
    return reply(stage, timeout);
  }

  /**
   * @param lines whole command lines with CRLF
   */
  void send(String lines, String stage) throws ConversationEnded {
    try {
      socket.write(ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII)), timeouts.command());
    } catch (IOException e) {
      throw lastWords().map(last -> brokenOff(Answer.notNow(last))).orElse(lost(e, stage));
    }
  }

  /** Content as it stands behind 354, dots already doubled. */
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
      reply = replies.read(timeout);
    } catch (IOException e) {
      throw lost(e, stage);
    }
    if (reply.code() == 421) {
      usable = false;
      throw new ConversationEnded(Answer.of(reply), true);
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

  private ConversationEnded brokenOff(Answer answer) {
    abort();
    return new ConversationEnded(answer, true);
  }

  /** A write failed; the peer may have said why before it closed. */
  private Optional<Reply> lastWords() {
    try {
      return socket.hasInput()
          ? Optional.of(replies.read(timeouts.quit())).filter(last -> !last.isPositive())
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

  private static ConversationEnded lost(String status, String text) {
    return new ConversationEnded(Answer.deferred(status, text), true);
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** RFC 5321 §4.1.1.10 asks for QUIT before closing; nobody waits long for its reply. */
  private void quit() {
    if (usable) {
      usable = false;
      try {
        socket.write(
            ByteBuffer.wrap("QUIT\r\n".getBytes(StandardCharsets.US_ASCII)), timeouts.quit());
        replies.read(timeouts.quit());
      } catch (IOException e) {
        // Everything is decided by now, and the connection closes either way.
      }
    }
  }

  private void abort() {
    usable = false;
    try {
      socket.close();
    } catch (IOException e) {
      // There is nothing left to lose.
    }
  }

  @Override
  public void close() {
    quit();
    abort();
  }
}
