package org.chukei.connector.netty;

import io.netty.util.concurrent.EventExecutor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.chukei.connector.session.Answer;
import org.chukei.connector.session.Question;
import org.chukei.connector.session.Questions;

/**
 * The question of one connection that is out, if there is one; its answer comes back on the
 * connection's event loop. A client that has to wait for its answer holds no thread meanwhile. For
 * that event loop only, but where it says otherwise.
 */
final class OpenQuestion {

  private final Questions questions;
  private final EventExecutor loop;
  private final BiConsumer<Question, Answer> whenAnswered;
  private final Runnable whenNobodyListens;
  private Optional<Question> asked = Optional.empty();
  private CompletionStage<?> enquiries = CompletableFuture.completedStage("none yet");

  /**
   * @param whenNobodyListens from any thread: the event loop has ended before the application did
   */
  OpenQuestion(
      Questions questions,
      EventExecutor loop,
      BiConsumer<Question, Answer> whenAnswered,
      Runnable whenNobodyListens) {
    this.questions = questions;
    this.loop = loop;
    this.whenAnswered = whenAnswered;
    this.whenNobodyListens = whenNobodyListens;
  }

  boolean isOut() {
    return asked.isPresent();
  }

  /** It is answered, or nobody wants to know any more. */
  void close() {
    asked = Optional.empty();
  }

  /** What others were asked about the client, which a recipient has to wait for. */
  void await(CompletionStage<?> others) {
    enquiries = others;
  }

  void put(Question question) {
    asked = Optional.of(question);
    if (question instanceof Question.MayRelay) {
      // Done as a rule, and then on this thread.
      enquiries.whenComplete((done, failed) -> ask(question));
    } else {
      ask(question);
    }
  }

  private void ask(Question question) {
    questions.put(question, answer -> passOn(question, answer));
  }

  /** From any thread. */
  private void passOn(Question question, Answer answer) {
    Runnable told = () -> whenAnswered.accept(question, answer);
    try {
      if (answer instanceof Answer.MayTry mayTry && !mayTry.delay().isZero()) {
        loop.schedule(told, mayTry.delay().toNanos(), TimeUnit.NANOSECONDS);
      } else {
        loop.execute(told);
      }
    } catch (RejectedExecutionException e) {
      whenNobodyListens.run();
    }
  }
}
