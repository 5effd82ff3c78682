package org.chukei.connector.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import org.chukei.connector.api.Greeting;
import org.chukei.connector.api.Verdict;
import org.chukei.connector.session.Answer;
import org.chukei.connector.session.Question;
import org.chukei.connector.session.Session;
import org.chukei.connector.session.Step;
import org.chukei.connector.session.Step.Expect;
import org.chukei.smtp.Reply;
import org.chukei.smtp.ReplyEncoder;

/**
 * Does what the session of one {@link SmtpConnection} wants done: says replies, puts questions,
 * makes the client wait where it is to wait. For the connection's event loop only.
 */
final class SessionSteps {

  private final SmtpConnection connection;
  private final ChannelHandlerContext ctx;
  private final Door door;
  private final Session session;
  private final OpenQuestion question;
  private final Delay greetPause = new Delay();
  private final Delay tarpit = new Delay();
  private boolean spared;
  private boolean ended;

  SessionSteps(SmtpConnection connection, ChannelHandlerContext ctx, Session session) {
    this.connection = connection;
    this.ctx = ctx;
    this.door = connection.door();
    this.session = session;
    this.question =
        new OpenQuestion(door.questions(), ctx.executor(), this::answered, connection::leave);
  }

  /** For an answer, or because the client is made to. */
  boolean isWaiting() {
    return question.isOut() || tarpit.isOn();
  }

  void perform(Step step) {
    if (step instanceof Step.Ask ask) {
      ask(ask.question());
    } else if (step instanceof Step.ReadChunk chunk) {
      connection.input().expect(chunk).ifPresent(this::perform);
    } else if (step instanceof Step.Say say) {
      say.exceeded().ifPresent(limit -> door.exceeded(connection.client(), limit));
      if (isToWait(say)) {
        ctx.flush();
        tarpit.begin(ctx.executor(), door.tarpit(), () -> sayLate(say));
      } else {
        say(say);
      }
    }
  }

  /** A refusal may be kept back, which costs us nothing, and who tries many names a lot. */
  private boolean isToWait(Step.Say say) {
    return !spared
        && say.next() == Expect.COMMAND
        && say.replies().get(0).code() >= 500
        && !door.tarpit().isZero()
        && !session.isAuthenticated();
  }

  private void sayLate(Step.Say say) {
    if (!connection.isEnding()) {
      say(say);
      connection.takeInput();
      ctx.flush();
    }
  }

  private void say(Step.Say say) {
    for (Reply reply : say.replies()) {
      ctx.write(Unpooled.wrappedBuffer(ReplyEncoder.encode(reply)), ctx.voidPromise());
    }
    connection.deadlines().clientWasHeard();
    if (!question.isOut() && !session.isAmidChunks()) {
      connection.input().dispose();
    }
    connection.input().expect(say.next());
    if (say.next() == Expect.TLS) {
      connection.beginTls();
    } else if (say.next() == Expect.CLOSE) {
      Reply last = say.replies().get(say.replies().size() - 1);
      if (last.code() == 421) {
        connection.log(last.toString());
      }
      connection.close(last.code() == 221);
    }
  }

  private void ask(Question asked) {
    if (!connection.hasUnread()) {
      // RFC 2920 §3.2: replies may wait only while there is more of the group to work on.
      ctx.flush();
    }
    question.put(asked);
  }

  private void answered(Question asked, Answer answer) {
    if (answer instanceof Answer.Greeted greeted && isToPause(greeted.greeting())) {
      Runnable greet = () -> goOnWith(asked, answer);
      greetPause.begin(ctx.executor(), greeted.greeting().pause(), greet);
      if (connection.hasUnread()) {
        interruptPause();
      }
    } else {
      goOnWith(asked, answer);
    }
  }

  /** Notes how the client is treated. */
  private boolean isToPause(Greeting greeting) {
    spared = greeting.spared();
    question.await(greeting.enquiries());
    return greeting.verdict() instanceof Verdict.Accepted
        && !greeting.pause().isZero()
        && !connection.isEnding();
  }

  /** The client speaks. False where it was greeted already, or is not to be made to wait for it. */
  boolean interruptPause() {
    boolean isTooSoon = greetPause.isOn();
    if (isTooSoon) {
      greetPause.cancel();
      question.close();
      perform(session.spokeTooSoon());
      ctx.flush();
    }
    return isTooSoon;
  }

  private void goOnWith(Question asked, Answer answer) {
    question.close();
    if (asked instanceof Question.TakeCharge) {
      connection.input().dispose();
    }
    door.counters().answered(asked, answer);
    if (ended) {
      connection.leave();
    } else if (!connection.isEnding()) {
      perform(session.answer(answer));
      connection.takeInput();
      ctx.flush();
    }
  }

  /** The connection is closed. An answer that is still to come is only counted. */
  void end() {
    ended = true;
    tarpit.cancel();
    if (greetPause.isOn()) {
      greetPause.cancel();
      question.close();
    }
    if (!question.isOut()) {
      connection.leave();
    }
  }
}
