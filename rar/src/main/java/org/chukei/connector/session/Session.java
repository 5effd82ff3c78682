package org.chukei.connector.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Credentials;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.ScramProof;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.connector.session.Mechanism.Turn;
import org.chukei.connector.session.Step.Ask;
import org.chukei.connector.session.Step.Expect;
import org.chukei.connector.session.Step.Say;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.Command;
import org.chukei.smtp.CommandParser;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailParameters;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.Reply;

/**
 * One SMTP session (RFC 5321 §3): every input is answered with a {@link Step}, in this order of
 * states:
 *
 * <pre>
 * connected ─greet?─► READY ─EHLO─► greeted ─MAIL─► transaction ─RCPT─mayRelay?─► DATA ─► content
 *      │                                ▲                                                   │
 *      └─ 554 ─► REFUSED                └──────────────────────── takeCharge? ◄─────────────┘
 * </pre>
 *
 * <p>STARTTLS leads from greeted back to READY, behind a handshake. At most one question is out;
 * until its answer the only inputs are {@link #answer}, {@link #drain} and {@link #shutdown}. After
 * a step that says {@link Expect#CLOSE} there are none. For one thread at a time.
 */
public final class Session {

  private final Client client;
  private final Patience patience = new Patience();

  private Offer offer;
  private Optional<TlsFacts> tls = Optional.empty();
  private String helo = "";
  private boolean esmtp;
  private boolean refused;
  private boolean welcomed;
  private boolean greeted;
  private boolean draining;
  private Optional<String> account = Optional.empty();
  private Optional<Transaction> transaction = Optional.empty();
  private Optional<AuthExchange> exchange = Optional.empty();
  private Optional<Question> outstanding = Optional.empty();

  public Session(Client client, Offer offer) {
    this.client = client;
    this.offer = offer;
  }

  /**
   * A TLS handshake was finished, after {@link Expect#TLS} or before {@link #connected}. What the
   * client said before it, somebody else may have said (RFC 3207 §4.2): it starts anew, without
   * EHLO, transaction and account. How often it erred is not forgotten.
   */
  public void secured(TlsFacts facts) {
    tls = Optional.of(facts);
    offer = offer.underTls();
    helo = "";
    esmtp = false;
    greeted = false;
    account = Optional.empty();
    transaction = Optional.empty();
    exchange = Optional.empty();
  }

  /** The first input. */
  public Step connected() {
    return ask(new Question.Greet(client));
  }

  /**
   * A command line.
   *
   * @param line without CRLF, one character for each octet
   */
  public Step command(String line) {
    Command command = CommandParser.parse(line);
    if (command == Command.Plain.QUIT) {
      return new Say(Replies.bye(offer.hostname()), Expect.CLOSE);
    }
    if (command == Command.Plain.HTTP) {
      return new Say(Replies.NOT_HTTP, Expect.CLOSE);
    }
    if (refused) {
      return mistake(Replies.REFUSED); // RFC 5321 §3.1
    }
    if (command instanceof Command.Bad bad) {
      return mistake(bad.reply());
    }
    if (command instanceof Command.Hello hello) {
      return hello(hello);
    }
    if (command instanceof Command.Mail mail) {
      return mail(mail);
    }
    if (command instanceof Command.Rcpt rcpt) {
      return rcpt(rcpt.recipient());
    }
    if (command instanceof Command.Auth auth) {
      return auth(auth);
    }
    return plain((Command.Plain) command);
  }

  private Step plain(Command.Plain command) {
    return switch (command) {
      case DATA -> data();
      case STARTTLS -> startTls();
      case RSET -> {
        transaction = Optional.empty();
        yield say(Replies.OK);
      }
      case NOOP -> say(Replies.OK);
      case VRFY -> say(Replies.VRFY);
      case HELP -> say(Replies.HELP);
      case QUIT, HTTP -> throw new IllegalStateException("answered before: " + command);
    };
  }

  /** A line, command or AUTH response, that could not be read. */
  public Step fault(LineFault fault) {
    if (refused) {
      return mistake(Replies.REFUSED);
    }
    boolean inExchange = exchange.isPresent();
    exchange = Optional.empty();
    return mistake(
        switch (fault) {
          // RFC 4954 §6 has a status of its own for the lines of an exchange.
          case TOO_LONG -> inExchange ? Replies.AUTH_LINE_TOO_LONG : Replies.LINE_TOO_LONG;
          case BARE_CR_OR_LF -> Replies.BARE_CR_OR_LF;
        });
  }

  private Step hello(Command.Hello hello) {
    // RFC 5321 §4.1.4: a second EHLO does what RSET does. Who authenticated stays so (RFC 4954 §4).
    transaction = Optional.empty();
    helo = hello.name();
    esmtp = hello.extended();
    greeted = true;
    return say(esmtp ? offer.ehlo(AuthExchange.mechanisms(tls)) : Reply.of(250, offer.hostname()));
  }

  private Step mail(Command.Mail mail) {
    if (!greeted) {
      return mistake(Replies.HELLO_FIRST);
    }
    if (transaction.isPresent()) {
      return mistake(Replies.NESTED_MAIL);
    }
    // RFC 5321 §2.2.1 and §4.1.1.11: parameters belong to extensions, which HELO does not open.
    if (mail.hasParameters() && !esmtp
        || mail.auth().isPresent() && offer.auth() != AuthOffer.NOW) {
      return mistake(Replies.PARAMETERS);
    }
    if (mail.size().orElse(0) > offer.messageSizeLimit()) {
      return say(ContentFault.TOO_LARGE.reply()); // RFC 1870 §6.1
    }
    transaction =
        Optional.of(
            new Transaction(
                mail.sender(), MailParameters.of(mail.body().orElse(BodyType.SEVEN_BIT))));
    return say(Replies.SENDER_OK);
  }

  private Step rcpt(ForwardPath recipient) {
    if (transaction.isEmpty()) {
      return mistake(Replies.MAIL_FIRST);
    }
    transaction.get().rcptTried();
    if (transaction.get().isFullFor(recipient)) {
      return say(Replies.TOO_MANY_RECIPIENTS);
    }
    return ask(
        new Question.MayRelay(new RelayRequest(facts(), transaction.get().sender(), recipient)));
  }

  private Step data() {
    if (transaction.isEmpty()) {
      return mistake(Replies.MAIL_FIRST);
    }
    if (!transaction.get().hasRecipients()) {
      // RFC 5321 §3.3 allows both: 554 tells a pipelining client that all its recipients failed.
      return transaction.get().wasRcptTried()
          ? say(Replies.NO_VALID_RECIPIENTS)
          : mistake(Replies.RCPT_FIRST);
    }
    return new Say(Replies.SEND_CONTENT, Expect.CONTENT);
  }

  /** The end of data was read, and all before it is well. */
  public Step content(MessageContent content) {
    return ask(new Question.TakeCharge(transaction.orElseThrow().envelope(facts()), content));
  }

  /** The end of data was read; the transaction is over, the session is not. */
  public Step fault(ContentFault fault) {
    transaction = Optional.empty();
    return say(fault.reply());
  }

  private Step startTls() {
    if (tls.isPresent()) {
      return mistake(Replies.ALREADY_ENCRYPTED);
    }
    if (!greeted || !esmtp) {
      return mistake(Replies.EHLO_FIRST);
    }
    if (transaction.isPresent()) {
      return mistake(Replies.TLS_IN_TRANSACTION);
    }
    return draining ? shutdown() : new Say(Replies.READY_FOR_TLS, Expect.TLS);
  }

  private Step auth(Command.Auth auth) {
    if (!greeted || !esmtp) {
      return mistake(Replies.EHLO_FIRST);
    }
    if (offer.auth() != AuthOffer.NOW) {
      // RFC 4954 §6: 538 where encryption would help.
      return mistake(
          offer.auth() == AuthOffer.AFTER_STARTTLS
              ? Replies.ENCRYPTION_REQUIRED
              : Replies.NO_AUTH_HERE);
    }
    if (account.isPresent()) {
      return mistake(Replies.ALREADY_AUTHENTICATED); // RFC 4954 §4
    }
    if (transaction.isPresent()) {
      return mistake(Replies.AUTH_IN_TRANSACTION); // RFC 4954 §4
    }
    exchange = AuthExchange.of(auth.mechanism(), tls);
    if (exchange.isEmpty()) {
      return mistake(Replies.UNKNOWN_MECHANISM);
    }
    AuthExchange started = exchange.get();
    return turn(auth.initialResponse().map(started::initialResponse).orElseGet(started::begin));
  }

  /** A line of an AUTH exchange, in the form of {@link #command}. */
  public Step authLine(String line) {
    return turn(exchange.orElseThrow().respond(line));
  }

  private Step turn(Turn turn) {
    if (turn instanceof Turn.Challenge challenge) {
      return new Say(Reply.of(334, challenge.base64()), Expect.AUTH_LINE);
    }
    if (turn instanceof Turn.LookUp lookUp) {
      return ask(new Question.Salt(facts(), lookUp.authenticationId()));
    }
    if (turn instanceof Turn.Prove prove) {
      ScramProof proof = prove.proof();
      return attempt(proof.authenticationId(), new Question.Prove(facts(), proof));
    }
    exchange = Optional.empty();
    if (turn instanceof Turn.Complete complete) {
      Credentials credentials = complete.credentials();
      return attempt(
          credentials.authenticationId(), new Question.Authenticate(facts(), credentials));
    }
    if (turn instanceof Turn.Granted granted) {
      return granted(granted.account());
    }
    return mistake(((Turn.Failed) turn).reply());
  }

  private Step attempt(String authenticationId, Question next) {
    return ask(new Question.Attempt(facts(), authenticationId, next));
  }

  private Step granted(String asAccount) {
    account = Optional.of(asAccount);
    return say(Replies.AUTHENTICATED);
  }

  /** The answer to the question that is out. */
  public Step answer(Answer answer) {
    Question question = outstanding.orElseThrow();
    outstanding = Optional.empty();
    Optional<Verdict> verdict =
        answer instanceof Answer.Judged judged ? Optional.of(judged.verdict()) : Optional.empty();
    if (question instanceof Question.Greet) {
      return greeting(verdict);
    }
    if (question instanceof Question.MayRelay mayRelay) {
      if (verdict.orElse(null) instanceof Verdict.Accepted accepted) {
        transaction
            .orElseThrow()
            .accept(mayRelay.request().recipient(), RcptParameters.NONE, accepted.permitted());
      }
      return say(verdict.map(Verdict::reply).orElse(Replies.NOT_NOW));
    }
    if (question instanceof Question.TakeCharge) {
      transaction = Optional.empty();
      if (verdict.orElse(null) instanceof Verdict.Accepted) {
        patience.restore();
      }
      return say(verdict.map(Verdict::reply).orElse(Replies.NOT_NOW));
    }
    if (question instanceof Question.Attempt attempt) {
      return answer instanceof Answer.MayTry
          ? ask(attempt.next())
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

  private Step greeting(Optional<Verdict> verdict) {
    welcomed = true;
    if (verdict.isEmpty()) {
      return new Say(Replies.unavailable(offer.hostname()), Expect.CLOSE);
    }
    if (verdict.get() instanceof Verdict.Accepted) {
      return say(Replies.greeting(offer.hostname()));
    }
    // RFC 2034 §4: no enhanced status in a greeting, whatever the verdict says.
    Reply given = verdict.get().reply();
    Reply reply = new Reply(given.code(), Optional.empty(), given.lines());
    if (verdict.get() instanceof Verdict.Deferred) {
      return new Say(reply, Expect.CLOSE);
    }
    refused = true;
    return say(reply);
  }

  private Step authenticated(Authentication authentication) {
    if (authentication instanceof Authentication.Granted granted) {
      return exchange.isPresent()
          ? turn(exchange.get().proven(granted.account(), granted.serverSignature().orElseThrow()))
          : granted(granted.account());
    }
    exchange = Optional.empty();
    if (authentication instanceof Authentication.NotNow) {
      return say(Replies.AUTH_NOT_NOW);
    }
    return patience.failedAuthentication()
        ? say(Replies.DENIED)
        : new Say(Replies.TOO_MANY_FAILURES, Expect.CLOSE);
  }

  /** The client was silent for too long. */
  public Step timeout() {
    return new Say(Replies.timeout(offer.hostname()), Expect.CLOSE);
  }

  /**
   * The service is going away: a session without a transaction says 421 now, one with a transaction
   * after it has ended. May be called while a question is out.
   */
  public Step drain() {
    draining = true;
    return isBusy() ? new Step.Continue() : shutdown();
  }

  /** The service is gone: 421, whatever the session is doing. */
  public Step shutdown() {
    // Where it stands in place of the greeting, it has no enhanced status (RFC 2034 §4).
    return new Say(
        welcomed ? Replies.shutdown(offer.hostname()) : Replies.unavailable(offer.hostname()),
        Expect.CLOSE);
  }

  private boolean isBusy() {
    return transaction.isPresent() || exchange.isPresent() || outstanding.isPresent();
  }

  private SessionFacts facts() {
    return new SessionFacts(client, helo, esmtp, tls.map(TlsFacts::text), account, offer.auth());
  }

  private Step ask(Question question) {
    outstanding = Optional.of(question);
    return new Ask(question);
  }

  /** A reply to a client that keeps to the protocol. */
  private Step say(Reply reply) {
    if (draining && !isBusy()) {
      return new Say(List.of(reply, Replies.shutdown(offer.hostname())), Expect.CLOSE);
    }
    return new Say(reply, Expect.COMMAND);
  }

  /** A reply to a client that does not, which is borne only so often. */
  private Step mistake(Reply reply) {
    if (patience.mistake()) {
      return say(reply);
    }
    List<Reply> replies = new ArrayList<>(List.of(reply));
    replies.add(Replies.tooManyMistakes(offer.hostname()));
    return new Say(replies, Expect.CLOSE);
  }
}
