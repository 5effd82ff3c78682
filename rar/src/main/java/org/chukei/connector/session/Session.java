package org.chukei.connector.session;

import java.util.Optional;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.connector.session.Step.Expect;
import org.chukei.connector.session.Step.Say;
import org.chukei.smtp.Command;
import org.chukei.smtp.CommandParser;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.Reply;
import org.chukei.smtp.SmtpLimits;

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
 * <p>What is about mail is in {@link MailDialogue}, what is about AUTH in {@link AuthDialogue}.
 * STARTTLS leads from greeted back to READY, behind a handshake. At most one question is out; until
 * its answer the only inputs are {@link #answer}, {@link #drain} and {@link #shutdown}. After a
 * step that says {@link Expect#CLOSE} there are none. For one thread at a time.
 */
public final class Session {

  private final Client client;
  private final Conversation conversation;
  private final AuthDialogue auth;
  private final MailDialogue mail;

  private Offer offer;
  private Optional<TlsFacts> tls = Optional.empty();
  private String helo = "";
  private boolean esmtp;
  private boolean refused;
  private boolean greeted;

  public Session(Client client, Offer offer) {
    this.client = client;
    this.offer = offer;
    this.conversation = new Conversation(offer.hostname(), this::isBusy, offer.limits());
    this.auth = new AuthDialogue(conversation, this::facts);
    this.mail = new MailDialogue(conversation, this::facts, offer.limits().recipients());
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
    auth.forget();
    mail.reset();
  }

  /** The first input. */
  public Step connected() {
    return conversation.ask(new Question.Greet(client));
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
    Optional<Step> enough = conversation.command();
    if (enough.isPresent()) {
      return enough.get();
    }
    if (command instanceof Command.Bdat bdat) {
      return chunk(bdat);
    }
    if (command instanceof Command.Uncountable uncountable) {
      return conversation.last(uncountable.reply(), Replies.lost(offer.hostname()));
    }
    if (refused) {
      return conversation.mistake(Replies.REFUSED); // RFC 5321 §3.1
    }
    if (command instanceof Command.Bad bad) {
      return conversation.mistake(bad.reply());
    }
    if (command instanceof Command.Hello hello) {
      return hello(hello);
    }
    if (command instanceof Command.Mail said) {
      return mail(said);
    }
    if (command instanceof Command.Rcpt rcpt) {
      return rcpt(rcpt);
    }
    if (command instanceof Command.Auth said) {
      return auth(said);
    }
    return plain((Command.Plain) command);
  }

  private Step plain(Command.Plain command) {
    return switch (command) {
      case DATA -> mail.data();
      case STARTTLS -> startTls();
      case RSET -> {
        mail.reset();
        yield conversation.empty(Replies.OK);
      }
      case NOOP -> conversation.empty(Replies.OK);
      case VRFY -> conversation.empty(Replies.VRFY);
      case HELP -> conversation.empty(Replies.HELP);
      case QUIT, HTTP -> throw new IllegalStateException("answered before: " + command);
    };
  }

  /** A line, command or AUTH response, that could not be read. */
  public Step fault(LineFault fault) {
    if (refused) {
      return conversation.mistake(Replies.REFUSED);
    }
    boolean inExchange = auth.isInExchange();
    auth.breakOff();
    return conversation.mistake(
        switch (fault) {
          // RFC 4954 §6 has a status of its own for the lines of an exchange.
          case TOO_LONG -> inExchange ? Replies.AUTH_LINE_TOO_LONG : Replies.LINE_TOO_LONG;
          case BARE_CR_OR_LF -> Replies.BARE_CR_OR_LF;
        });
  }

  private Step hello(Command.Hello hello) {
    // RFC 5321 §4.1.4: a second EHLO does what RSET does. Who authenticated stays so (RFC 4954 §4).
    mail.reset();
    helo = hello.name();
    esmtp = hello.extended();
    greeted = true;
    return conversation.empty(
        esmtp ? offer.ehlo(AuthExchange.mechanisms(tls)) : Reply.of(250, offer.hostname()));
  }

  private Step mail(Command.Mail said) {
    if (!greeted) {
      return conversation.mistake(Replies.HELLO_FIRST);
    }
    // RFC 5321 §2.2.1 and §4.1.1.11: parameters belong to extensions, which HELO does not open.
    if (said.hasParameters() && !esmtp
        || said.auth().isPresent() && offer.auth() != AuthOffer.NOW) {
      return conversation.mistake(Replies.PARAMETERS);
    }
    if (said.parameters().requireTls() && tls.isEmpty()) {
      return conversation.mistake(Replies.TLS_REQUIRED); // RFC 8689 §4.1
    }
    return mail.mail(said, offer.messageSizeLimit());
  }

  private Step rcpt(Command.Rcpt said) {
    return !said.parameters().equals(RcptParameters.NONE) && !esmtp
        ? conversation.mistake(Replies.PARAMETERS)
        : mail.rcpt(said);
  }

  private Step chunk(Command.Bdat bdat) {
    if (bdat.size() > SmtpLimits.CHUNK) {
      // Departs from RFC 3030 §2 because nobody can wait for the end of such a chunk: the reply
      // comes before it, and the connection ends.
      return conversation.last(ContentFault.TOO_LARGE.reply(), Replies.lost(offer.hostname()));
    }
    if (refused) {
      return mail.unwanted(bdat, () -> conversation.mistake(Replies.REFUSED));
    }
    return esmtp
        ? mail.bdat(bdat)
        : mail.unwanted(bdat, () -> conversation.mistake(Replies.EHLO_FIRST));
  }

  /** The end of the content was read, and all before it is well. */
  public Step content(MessageContent content) {
    return mail.content(content);
  }

  /** A chunk was read to its end, and it is not the last, or not wanted. */
  public Step chunkRead() {
    return mail.chunkRead();
  }

  /** The end of data or of a chunk was read; the message is not taken, the session goes on. */
  public Step fault(ContentFault fault) {
    return mail.fault(fault);
  }

  /** Whether the chunks that were read so far still belong to a message that may be taken. */
  public boolean isAmidChunks() {
    return mail.isAmidChunks();
  }

  private Step startTls() {
    if (tls.isPresent()) {
      return conversation.mistake(Replies.ALREADY_ENCRYPTED);
    }
    // Without EHLO too: RFC 3207 §4 asks for none, all before it is forgotten, and some clients
    // that know beforehand what they want begin so.
    if (mail.isInTransaction()) {
      return conversation.mistake(Replies.TLS_IN_TRANSACTION);
    }
    return conversation.isDraining() ? shutdown() : new Say(Replies.READY_FOR_TLS, Expect.TLS);
  }

  private Step auth(Command.Auth said) {
    if (!greeted || !esmtp) {
      return conversation.mistake(Replies.EHLO_FIRST);
    }
    if (offer.auth() != AuthOffer.NOW) {
      // RFC 4954 §6: 538 where encryption would help.
      return conversation.mistake(
          offer.auth() == AuthOffer.AFTER_STARTTLS
              ? Replies.ENCRYPTION_REQUIRED
              : Replies.NO_AUTH_HERE);
    }
    if (auth.account().isPresent()) {
      return conversation.mistake(Replies.ALREADY_AUTHENTICATED); // RFC 4954 §4
    }
    if (mail.isInTransaction()) {
      return conversation.mistake(Replies.AUTH_IN_TRANSACTION); // RFC 4954 §4
    }
    return auth.begin(said, tls);
  }

  /** A line of an AUTH exchange, in the form of {@link #command}. */
  public Step authLine(String line) {
    return auth.line(line);
  }

  /** The answer to the question that is out. */
  public Step answer(Answer answer) {
    Question question = conversation.answered();
    Optional<Verdict> verdict =
        answer instanceof Answer.Judged judged ? Optional.of(judged.verdict()) : Optional.empty();
    if (question instanceof Question.Greet) {
      return greeting(
          answer instanceof Answer.Greeted greeted
              ? Optional.of(greeted.greeting().verdict())
              : Optional.empty());
    }
    if (question instanceof Question.MayRelay mayRelay) {
      return mail.answer(mayRelay, verdict);
    }
    if (question instanceof Question.Refused refused) {
      return conversation.say(refused.reply());
    }
    return question instanceof Question.TakeCharge
        ? mail.answerToContent(verdict)
        : auth.answer(question, answer);
  }

  private Step greeting(Optional<Verdict> verdict) {
    conversation.welcome();
    if (verdict.isEmpty()) {
      return new Say(Replies.unavailable(offer.hostname()), Expect.CLOSE);
    }
    if (verdict.get() instanceof Verdict.Accepted) {
      return conversation.say(Replies.greeting(offer.hostname()));
    }
    // RFC 2034 §4: no enhanced status in a greeting, whatever the verdict says.
    Reply given = verdict.get().reply();
    Reply reply = new Reply(given.code(), Optional.empty(), given.lines());
    if (verdict.get() instanceof Verdict.Deferred) {
      return new Say(reply, Expect.CLOSE);
    }
    refused = true;
    return conversation.say(reply);
  }

  /** The client was silent for too long. */
  public Step timeout() {
    return new Say(Replies.timeout(offer.hostname()), Limit.IDLE_TIME);
  }

  /** In place of the greeting: too many are connected. */
  public Step tooMany(Limit limit) {
    return new Say(Replies.tooManyConnections(offer.hostname()), limit);
  }

  /** It speaks before it was greeted, as no client does that reads what it is told. */
  public Step spokeTooSoon() {
    return new Say(Replies.SPOKE_TOO_SOON, Limit.EARLY_TALKER);
  }

  /** The content has been on its way for too long. */
  public Step contentTimeout() {
    return new Say(Replies.timeout(offer.hostname()), Limit.CONTENT_TIME);
  }

  /**
   * The session has lasted long enough: it ends now, or after its transaction, or when this is
   * called again. May be called while a question is out.
   */
  public Step expire() {
    return conversation.expire();
  }

  /** Its password was right, or its proof. */
  public boolean isAuthenticated() {
    return auth.account().isPresent();
  }

  /**
   * The service is going away: a session without a transaction says 421 now, one with a transaction
   * after it has ended. May be called while a question is out.
   */
  public Step drain() {
    return conversation.drain();
  }

  /** The service is gone: 421, whatever the session is doing. */
  public Step shutdown() {
    return conversation.shutdown();
  }

  private boolean isBusy() {
    return mail.isInTransaction() || auth.isInExchange();
  }

  private SessionFacts facts() {
    return new SessionFacts(
        client,
        helo,
        esmtp,
        tls.map(TlsFacts::text),
        tls.flatMap(TlsFacts::clientCertificate),
        auth.account(),
        offer.auth());
  }
}
