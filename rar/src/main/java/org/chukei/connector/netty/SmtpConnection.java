package org.chukei.connector.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Greeting;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.Verdict;
import org.chukei.connector.session.Answer;
import org.chukei.connector.session.ContentFault;
import org.chukei.connector.session.Question;
import org.chukei.connector.session.Session;
import org.chukei.connector.session.Step;
import org.chukei.connector.session.Step.Expect;
import org.chukei.smtp.Reply;
import org.chukei.smtp.ReplyEncoder;
import org.chukei.smtp.SmtpLimits;

/**
 * One connection: moves octets into its {@link Session} and does what that says. Input is taken in
 * order and one thing at a time; while a question is out it waits, and when more comes in meanwhile
 * than one read, reading stops. All methods run on the channel's event loop unless they say
 * otherwise.
 *
 * <p>An idle connection keeps no buffer: what was read is given back as soon as it is used up.
 */
final class SmtpConnection extends ChannelInboundHandlerAdapter {

  private static final System.Logger LOG = System.getLogger(SmtpConnection.class.getName());
  private static final Duration LINGER = Duration.ofSeconds(5);

  private final Door door;
  private final Client client;
  private final LineDecoder lines;
  private ChannelHandlerContext ctx;
  private Session session;
  private Expect expect = Expect.COMMAND;
  private Optional<ByteBuf> pending = Optional.empty();
  private ContentIntake content;
  private Optional<Question> asked = Optional.empty();
  private SilenceTimer silence;
  private Optional<Tls.End> tls = Optional.empty();
  private boolean handshaking;
  private Optional<Limit> tooMany = Optional.empty();
  private Optional<Future<?>> lifetime = Optional.empty();
  private Optional<Future<?>> pausing = Optional.empty();
  private CompletionStage<?> enquiries = CompletableFuture.completedStage("none yet");
  private long contentSince;
  private boolean spared;
  private boolean tarred;
  private boolean inputEnded;
  private boolean closing;
  private boolean gone;

  SmtpConnection(Door door, Client client) {
    this.door = door;
    this.client = client;
    this.lines = door.newLineDecoder();
  }

  Client client() {
    return client;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    ctx = context;
    session = door.newSession(client);
    content = new ContentIntake(door, session, this::contentIsFaulty);
    tooMany = door.opened(this);
    endAfter(door.sessionTime());
    silence = new SilenceTimer(ctx.executor(), this::patience, this::clientIsSilent);
    silence.lookAfter(door.commandTimeout());
    if (door.beginsWithTls()) {
      beginTls();
    } else {
      begin();
    }
  }

  private void begin() {
    if (door.isDraining()) {
      perform(session.shutdown());
    } else {
      perform(tooMany.map(session::tooMany).orElseGet(session::connected));
    }
    ctx.flush();
  }

  private void endAfter(Duration most) {
    lifetime =
        Optional.of(
            ctx.executor().schedule(this::sessionIsOld, most.toNanos(), TimeUnit.NANOSECONDS));
  }

  private void sessionIsOld() {
    if (!closing) {
      endAfter(door.contentTime()); // what its transaction may still need
      if (!handshaking) {
        perform(session.expire());
        ctx.flush();
      }
    }
  }

  /**
   * From here on every octet belongs to TLS. What came in before it in the clear was perhaps put
   * there by somebody else, and must not be taken for what the client says under TLS (RFC 3207 §5;
   * CVE-2011-0411).
   */
  private void beginTls() {
    releasePending();
    ctx.flush(); // our 220 goes out as it is
    handshaking = true;
    Tls.End end = door.tls().newEnd(client.service(), ctx.alloc());
    tls = Optional.of(end);
    ctx.pipeline().addFirst(end.handler());
  }

  private void handshaken(SslHandshakeCompletionEvent event) {
    handshaking = false;
    silence.restart();
    door.counters().handshake(event.isSuccess());
    if (!event.isSuccess()) {
      log("TLS handshake failed: " + PeerText.of(event.cause()));
      closing = true;
      ctx.close();
      return;
    }
    session.secured(Tls.facts(tls.orElseThrow()));
    if (door.beginsWithTls()) {
      begin();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf more = (ByteBuf) message;
    if (closing) {
      more.release();
      return;
    }
    pending =
        Optional.of(
            pending
                .map(b -> ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), b, more))
                .orElse(more));
    if (pausing.isPresent()) {
      spokeTooSoon();
    } else {
      takeInput();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    ctx.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (ctx.channel().isWritable()) {
      takeInput();
      ctx.flush();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      handshaken(handshake);
    } else if (event instanceof ChannelInputShutdownEvent
        || event == SslCloseCompletionEvent.SUCCESS) {
      // A client may send all it has, shut its side and still read our replies.
      inputEnded = true;
      if (closing) {
        ctx.close();
      } else {
        takeInput();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  /** Uses up what was read, as far as nothing has to be waited for. */
  private void takeInput() {
    while (mayGoOn() && pending.isPresent() && takeOne(pending.get())) {}
    if (closing || pending.isPresent() && !pending.get().isReadable()) {
      releasePending();
    }
    boolean stuck = !closing && pending.isPresent() && !mayGoOn();
    ctx.channel().config().setAutoRead(!stuck && !inputEnded);
    if (inputEnded && !closing && asked.isEmpty() && !handshaking && !stuck) {
      close(true);
    }
  }

  /** A client that sends commands but reads no replies has to wait too. */
  private boolean mayGoOn() {
    return !closing && !handshaking && !tarred && asked.isEmpty() && ctx.channel().isWritable();
  }

  /** False: there is no more to take. */
  private boolean takeOne(ByteBuf in) {
    if (!in.isReadable()) {
      return false;
    }
    if (content.isReading()) {
      takeContent(in);
      return true;
    }
    Optional<LineDecoder.Line> line = lines.decode(in);
    line.ifPresent(this::takeLine);
    return line.isPresent();
  }

  private void takeLine(LineDecoder.Line line) {
    if (line instanceof LineDecoder.Line.Text text) {
      perform(
          expect == Expect.AUTH_LINE
              ? session.authLine(text.octets())
              : session.command(text.octets()));
    } else {
      perform(session.fault(((LineDecoder.Line.Faulty) line).fault()));
    }
  }

  private void takeContent(ByteBuf in) {
    content.read(in);
    silence.restart();
    if (!content.isAtEnd() && silence.now() - contentSince > door.contentTime().toNanos()) {
      perform(session.contentTimeout());
      return;
    }
    if (content.isAtEnd()) {
      perform(content.end());
    }
  }

  private void contentIsFaulty(ContentFault fault) {
    door.counters().fault(fault);
  }

  private void perform(Step step) {
    if (step instanceof Step.Ask ask) {
      ask(ask.question());
    } else if (step instanceof Step.ReadChunk chunk) {
      content.beginChunk(chunk);
      contentSince = silence.now();
      silence.restart();
      if (content.isAtEnd()) {
        perform(content.end());
      }
    } else if (step instanceof Step.Say say) {
      say.exceeded().ifPresent(limit -> door.exceeded(client, limit));
      if (isToWait(say)) {
        tarred = true;
        ctx.flush();
        ctx.executor().schedule(() -> goOn(say), door.tarpit().toNanos(), TimeUnit.NANOSECONDS);
      } else {
        say(say);
      }
    }
  }

  /**
   * Whether a refusal is kept back for a while, which costs us nothing, and who tries many names a
   * lot.
   */
  private boolean isToWait(Step.Say say) {
    return !spared
        && say.next() == Expect.COMMAND
        && say.replies().get(0).code() >= 500
        && !door.tarpit().isZero()
        && !session.isAuthenticated();
  }

  private void goOn(Step.Say say) {
    tarred = false;
    if (!closing) {
      say(say);
      takeInput();
      ctx.flush();
    }
  }

  private void say(Step.Say say) {
    for (Reply reply : say.replies()) {
      ctx.write(Unpooled.wrappedBuffer(ReplyEncoder.encode(reply)), ctx.voidPromise());
    }
    expect = say.next();
    silence.restart();
    if (asked.isEmpty() && !session.isAmidChunks()) {
      content.dispose();
    }
    if (expect == Expect.CONTENT) {
      content.beginData();
      contentSince = silence.now();
    } else if (expect == Expect.TLS) {
      beginTls();
    } else if (expect == Expect.CLOSE) {
      Reply last = say.replies().get(say.replies().size() - 1);
      if (last.code() == 421) {
        log(last.toString());
      }
      close(last.code() == 221);
    }
  }

  private void ask(Question question) {
    asked = Optional.of(question);
    if (pending.isEmpty() || !pending.get().isReadable()) {
      // RFC 2920 §3.2: replies may wait only while there is more of the group to work on.
      ctx.flush();
    }
    if (question instanceof Question.MayRelay) {
      // Done as a rule, and then on this thread: what others were asked about the client.
      enquiries.whenComplete((done, failed) -> put(question));
    } else {
      put(question);
    }
  }

  private void put(Question question) {
    door.questions().put(question, answer -> whenAnswered(question, answer));
  }

  /** From any thread. A client that has to wait for its answer holds no thread meanwhile. */
  private void whenAnswered(Question question, Answer answer) {
    Runnable passOn = () -> answered(question, answer);
    try {
      if (answer instanceof Answer.MayTry mayTry && !mayTry.delay().isZero()) {
        ctx.executor().schedule(passOn, mayTry.delay().toNanos(), TimeUnit.NANOSECONDS);
      } else {
        ctx.executor().execute(passOn);
      }
    } catch (RejectedExecutionException e) {
      // The event loop has ended before the application did; nobody is left to read a reply.
      content.dispose();
      door.closed(this);
    }
  }

  private void answered(Question question, Answer answer) {
    if (answer instanceof Answer.Greeted greeted && isToPause(greeted.greeting())) {
      return;
    }
    asked = Optional.empty();
    if (question instanceof Question.TakeCharge) {
      content.dispose();
    }
    door.counters().answered(question, answer);
    if (gone) {
      door.closed(this);
    }
    if (!closing) {
      perform(session.answer(answer));
      takeInput();
      ctx.flush();
    }
  }

  /** Notes how the client is treated, and begins the pause before its greeting, if there is one. */
  private boolean isToPause(Greeting greeting) {
    spared = greeting.spared();
    enquiries = greeting.enquiries();
    boolean welcome = greeting.verdict() instanceof Verdict.Accepted;
    if (!welcome || greeting.pause().isZero() || pausing.isPresent() || closing) {
      pausing = Optional.empty();
      return false;
    }
    Question question = asked.orElseThrow();
    pausing =
        Optional.of(
            ctx.executor()
                .schedule(
                    () -> answered(question, new Answer.Greeted(greeting)),
                    greeting.pause().toNanos(),
                    TimeUnit.NANOSECONDS));
    if (pending.isPresent()) {
      spokeTooSoon();
    }
    return true;
  }

  private void spokeTooSoon() {
    pausing.ifPresent(pause -> pause.cancel(false));
    pausing = Optional.empty();
    asked = Optional.empty();
    perform(session.spokeTooSoon());
    ctx.flush();
  }

  /** From any thread: see {@link Session#drain}. */
  void drain() {
    ctx.executor().execute(() -> interrupt(false));
  }

  /** From any thread: see {@link Session#shutdown}. */
  void shutdown() {
    ctx.executor().execute(() -> interrupt(true));
  }

  private void interrupt(boolean atOnce) {
    if (handshaking) {
      closing = true; // there is no way to say why
      ctx.close();
    } else if (!closing) {
      perform(atOnce ? session.shutdown() : session.drain());
      ctx.flush();
    }
  }

  /**
   * Sends what was written, then closes. Where the client may still be sending, our side is shut
   * first and its octets are thrown away for a while: closed with input unread, the kernel would
   * reset the connection, and the client never see the reply.
   *
   * @param clientIsDone it said QUIT or shut its side
   */
  private void close(boolean clientIsDone) {
    closing = true;
    boolean unread = pending.isPresent() && pending.get().isReadable();
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            written -> {
              if (!written.isSuccess() || inputEnded || clientIsDone && !unread) {
                ctx.close();
              } else {
                linger();
              }
            });
  }

  private void linger() {
    releasePending();
    if (ctx.channel().isActive()) {
      ctx.channel().config().setAutoRead(true);
      tls.map(end -> end.handler().closeOutbound())
          .orElseGet(ctx::newSucceededFuture)
          .addListener(closed -> ((DuplexChannel) ctx.channel()).shutdownOutput());
      silence.restart();
      silence.lookAfter(LINGER);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    closing = true;
    gone = true;
    if (silence != null) {
      silence.stop();
    }
    lifetime.ifPresent(end -> end.cancel(false));
    if (pausing.isPresent()) {
      pausing.get().cancel(false);
      asked = Optional.empty();
    }
    releasePending();
    if (asked.isEmpty() && content != null) {
      content.dispose();
      door.closed(this);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A peer that resets its connection is no news, nor is one that sends octets that are no TLS:
    // failed handshakes are told elsewhere. Anything else is a fault of ours.
    boolean peers = cause instanceof IOException || cause.getCause() instanceof SSLException;
    LOG.log(peers ? Level.DEBUG : Level.ERROR, "connection lost", cause);
    ctx.close();
  }

  private void releasePending() {
    pending.ifPresent(ByteBuf::release);
    pending = Optional.empty();
  }

  /**
   * A command's time runs from our reply to its CRLF, so that a client that trickles octets gains
   * nothing; content is waited for block by block (RFC 5321 §4.5.3.2).
   */
  private Optional<Duration> patience() {
    if ((asked.isPresent() || handshaking || tarred) && !closing) { // a handshake has its own time
      return Optional.empty();
    }
    return Optional.of(
        closing ? LINGER : content.isReading() ? SmtpLimits.DATA_BLOCK : door.commandTimeout());
  }

  private void clientIsSilent() {
    if (closing) {
      ctx.close();
    } else {
      perform(session.timeout());
      silence.lookAfter(LINGER);
    }
  }

  private void log(String event) {
    LOG.log(
        Level.INFO,
        "{0} client {1}{2}: {3}",
        client.service(),
        client.address().getHostAddress(),
        client.proxy().map(proxy -> " by proxy " + proxy.getHostAddress()).orElse(""),
        event);
  }
}
