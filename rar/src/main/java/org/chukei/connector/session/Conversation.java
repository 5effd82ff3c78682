package org.chukei.connector.session;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.chukei.connector.session.Step.Ask;
import org.chukei.connector.session.Step.Expect;
import org.chukei.connector.session.Step.Say;
import org.chukei.smtp.Reply;

/**
 * How a session answers, whatever it is about: makes steps of replies and questions, remembers
 * which question is out, and sees when enough was said.
 */
final class Conversation {

  private final String hostname;
  private final BooleanSupplier isBusy;
  private final Patience patience = new Patience();
  private Optional<Question> outstanding = Optional.empty();
  private boolean welcomed;
  private boolean draining;

  /**
   * @param isBusy whether something is begun that may still come to its end after {@link #drain}
   */
  Conversation(String hostname, BooleanSupplier isBusy) {
    this.hostname = hostname;
    this.isBusy = isBusy;
  }

  Step ask(Question question) {
    outstanding = Optional.of(question);
    return new Ask(question);
  }

  /** The question that is answered now. */
  Question answered() {
    Question question = outstanding.orElseThrow();
    outstanding = Optional.empty();
    return question;
  }

  /** The client was greeted, one way or the other. */
  void welcome() {
    welcomed = true;
  }

  /** A reply to a client that keeps to the protocol. */
  Step say(Reply reply) {
    if (draining && !isBusy()) {
      return new Say(List.of(reply, Replies.shutdown(hostname)), Expect.CLOSE);
    }
    return new Say(reply, Expect.COMMAND);
  }

  /** A reply to a client that does not, which is borne only so often. */
  Step mistake(Reply reply) {
    return patience.mistake() ? say(reply) : last(reply, Replies.tooManyMistakes(hostname));
  }

  /** A password was wrong, which is borne less often. */
  Step failedAuthentication() {
    return patience.failedAuthentication()
        ? say(Replies.DENIED)
        : new Say(Replies.TOO_MANY_FAILURES, Expect.CLOSE);
  }

  /** A reply, and the 421 that says why it is the last. */
  Step last(Reply reply, Reply why) {
    return new Say(List.of(reply, why), Expect.CLOSE);
  }

  /** A message was taken: the client means well. */
  void messageTaken() {
    patience.restore();
  }

  Step drain() {
    draining = true;
    return isBusy() ? new Step.Continue() : shutdown();
  }

  boolean isDraining() {
    return draining;
  }

  Step shutdown() {
    // Where it stands in place of the greeting, it has no enhanced status (RFC 2034 §4).
    return new Say(
        welcomed ? Replies.shutdown(hostname) : Replies.unavailable(hostname), Expect.CLOSE);
  }

  private boolean isBusy() {
    return outstanding.isPresent() || isBusy.getAsBoolean();
  }
}
