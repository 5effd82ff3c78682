package org.chukei.connector.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.chukei.connector.api.Limit;
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
  private final Patience patience;
  private Optional<Question> outstanding = Optional.empty();
  private boolean welcomed;
  private boolean draining;
  private boolean expired;

  /**
   * @param isBusy whether something is begun that may still come to its end after {@link #drain}
   */
  Conversation(String hostname, BooleanSupplier isBusy, SessionLimits limits) {
    this.patience = new Patience(limits);
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
      return last(reply, Replies.shutdown(hostname));
    }
    if (expired && !isBusy()) {
      return expired(List.of(reply));
    }
    return new Say(reply, Expect.COMMAND);
  }

  /** A reply to a client that does not, which is borne only so often. */
  Step mistake(Reply reply) {
    return patience.mistake()
        ? say(reply)
        : new Say(
            List.of(reply, Replies.tooManyMistakes(hostname)),
            Expect.CLOSE,
            Optional.of(Limit.ERRORS));
  }

  /** A reply to a client that gets nowhere. */
  Step empty(Reply reply) {
    return patience.emptyCommand() ? say(reply) : tooMany(Limit.EMPTY_COMMANDS);
  }

  /** Counts a command; what is left to say where it is one too many. */
  Optional<Step> command() {
    return patience.command() ? Optional.empty() : Optional.of(tooMany(Limit.COMMANDS));
  }

  private Step tooMany(Limit limit) {
    return new Say(Replies.tooManyCommands(hostname), limit);
  }

  /** A password was wrong, which is borne less often. */
  Step failedAuthentication() {
    return patience.failedAuthentication()
        ? say(Replies.DENIED)
        : new Say(Replies.TOO_MANY_FAILURES, Limit.FAILED_AUTHENTICATIONS);
  }

  /** A reply, and the 421 that says why it is the last. */
  Step last(Reply reply, Reply why) {
    return new Say(List.of(reply, why), Expect.CLOSE, Optional.empty());
  }

  /** A message was taken: the client means well. */
  void messageTaken() {
    patience.restore();
  }

  Step drain() {
    draining = true;
    return isBusy() ? new Step.Continue() : shutdown();
  }

  /** See {@link Session#expire}. */
  Step expire() {
    boolean again = expired;
    expired = true;
    return isBusy() && !again ? new Step.Continue() : expired(List.of());
  }

  private Step expired(List<Reply> before) {
    List<Reply> replies = new ArrayList<>(before);
    replies.add(Replies.expired(hostname));
    return new Say(replies, Expect.CLOSE, Optional.of(Limit.SESSION_TIME));
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
