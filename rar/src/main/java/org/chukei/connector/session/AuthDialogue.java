package org.chukei.connector.session;

import java.util.Optional;
import java.util.function.Supplier;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Credentials;
import org.chukei.connector.api.ScramProof;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.session.Mechanism.Turn;
import org.chukei.connector.session.Step.Expect;
import org.chukei.connector.session.Step.Say;
import org.chukei.smtp.Command;
import org.chukei.smtp.Reply;

/** The AUTH commands of one session (RFC 4954): who the client is, and how it shows that. */
final class AuthDialogue {

  private final Conversation conversation;
  private final Supplier<SessionFacts> facts;
  private Optional<String> account = Optional.empty();
  private Optional<AuthExchange> exchange = Optional.empty();

  AuthDialogue(Conversation conversation, Supplier<SessionFacts> facts) {
    this.conversation = conversation;
    this.facts = facts;
  }

  /** Who authenticated. */
  Optional<String> account() {
    return account;
  }

  boolean isInExchange() {
    return exchange.isPresent();
  }

  void forget() {
    account = Optional.empty();
    exchange = Optional.empty();
  }

  /** A line of the exchange could not be read. */
  void breakOff() {
    exchange = Optional.empty();
  }

  /** AUTH, where it may be said. */
  Step begin(Command.Auth auth, Optional<TlsFacts> tls) {
    exchange = AuthExchange.of(auth.mechanism(), tls);
    if (exchange.isEmpty()) {
      return conversation.mistake(Replies.UNKNOWN_MECHANISM);
    }
    AuthExchange started = exchange.get();
    return turn(auth.initialResponse().map(started::initialResponse).orElseGet(started::begin));
  }

  Step line(String line) {
    return turn(exchange.orElseThrow().respond(line));
  }

  private Step turn(Turn turn) {
    if (turn instanceof Turn.Challenge challenge) {
      return new Say(Reply.of(334, challenge.base64()), Expect.AUTH_LINE);
    }
    if (turn instanceof Turn.LookUp lookUp) {
      return conversation.ask(new Question.Salt(facts.get(), lookUp.authenticationId()));
    }
    if (turn instanceof Turn.Prove prove) {
      ScramProof proof = prove.proof();
      return attempt(proof.authenticationId(), new Question.Prove(facts.get(), proof));
    }
    exchange = Optional.empty();
    if (turn instanceof Turn.Complete complete) {
      Credentials credentials = complete.credentials();
      return attempt(
          credentials.authenticationId(), new Question.Authenticate(facts.get(), credentials));
    }
    if (turn instanceof Turn.Granted granted) {
      return granted(granted.account());
    }
    return conversation.mistake(((Turn.Failed) turn).reply());
  }

  private Step attempt(String authenticationId, Question next) {
    return conversation.ask(new Question.Attempt(facts.get(), authenticationId, next));
  }

  /** The answer to one of the questions about passwords. */
  Step answer(Question question, Answer answer) {
    if (question instanceof Question.Attempt attempt) {
      return answer instanceof Answer.MayTry
          ? conversation.ask(attempt.next())
          : authenticated(new Authentication.NotNow());
    }
    if (answer instanceof Answer.Salted salted) {
      return turn(exchange.orElseThrow().parameters(salted.parameters()));
    }
    return authenticated(
        answer instanceof Answer.Authenticated a
            ? a.authentication()
            : new Authentication.NotNow());
  }

  private Step authenticated(Authentication authentication) {
    if (authentication instanceof Authentication.Granted granted) {
      return exchange.isPresent()
          ? turn(exchange.get().proven(granted.account(), granted.serverSignature().orElseThrow()))
          : granted(granted.account());
    }
    exchange = Optional.empty();
    return authentication instanceof Authentication.NotNow
        ? conversation.say(Replies.AUTH_NOT_NOW)
        : conversation.failedAuthentication();
  }

  private Step granted(String asAccount) {
    account = Optional.of(asAccount);
    return conversation.say(Replies.AUTHENTICATED);
  }
}
