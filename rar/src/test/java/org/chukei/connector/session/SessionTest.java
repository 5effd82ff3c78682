package org.chukei.connector.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.Greeting;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.Verdict;
import org.chukei.connector.session.Step.Expect;
import org.chukei.smtp.BodyType;
import org.chukei.smtp.Notify;
import org.chukei.smtp.OriginalRecipient;
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.Reply;
import org.chukei.smtp.ReturnedContent;
import org.junit.jupiter.api.Test;

/** What a dialogue with a server can't show: answers that go wrong, time-outs, going away. */
class SessionTest {

  private static final Verdict WELCOME = new Verdict.Accepted(Reply.of(220, "welcome"));
  private static final SessionLimits LIMITS =
      SessionLimits.of(Settings.of(Map.of(), Map.of(), Map.of()));

  private static final Answer YES = judged(new Verdict.Accepted(Reply.of(250, "2.1.5", "yes")));
  private static final MessageContent EMPTY =
      new MessageContent() {
        @Override
        public long size() {
          return 0;
        }

        @Override
        public Optional<String> messageId() {
          return Optional.empty();
        }

        @Override
        public InputStream open() {
          return InputStream.nullInputStream();
        }
      };

  private static final Answer MAY_TRY = new Answer.MayTry(java.time.Duration.ZERO);

  private final Client client =
      new Client(Service.SUBMISSION, InetAddress.getLoopbackAddress(), 49_152);
  private final Session session = session(AuthOffer.NOW);

  private Session session(AuthOffer auth) {
    return new Session(client, new Offer("mail.example.jp", 1_000, auth, true, LIMITS));
  }

  private static Answer judged(Verdict verdict) {
    return new Answer.Judged(verdict);
  }

  private static String said(Step step) {
    return ((Step.Say) step)
        .replies().stream().map(Reply::toString).collect(Collectors.joining(" | "));
  }

  private static Expect next(Step step) {
    return ((Step.Say) step).next();
  }

  private static Question asked(Step step) {
    return ((Step.Ask) step).question();
  }

  private static Answer greeted(Verdict verdict) {
    return new Answer.Greeted(Greeting.of(verdict));
  }

  private void greeted() {
    session.connected();
    session.answer(greeted(WELCOME));
    session.command("EHLO client.example.com");
  }

  private void withRecipient() {
    greeted();
    session.command("MAIL FROM:<info@example.com> BODY=8BITMIME");
    session.command("RCPT TO:<info@example.jp>");
    session.answer(judged(new Verdict.Accepted(Reply.of(250, "2.1.5", "yes"), true)));
  }

  @Test
  void a_refused_client_gets_554_without_enhanced_status_and_then_503_until_quit() {
    assertThat(asked(session.connected())).isEqualTo(new Question.Greet(client));
    Step greeting =
        session.answer(greeted(new Verdict.Refused(Reply.of(554, "5.7.1", "no service"))));
    assertThat(said(greeting)).isEqualTo("554 no service");
    assertThat(next(greeting)).isEqualTo(Expect.COMMAND);
    for (String line :
        List.of("EHLO x", "HELO x", "MAIL FROM:<>", "NOOP", "XYZZY", "QUIT now", "AUTH PLAIN")) {
      assertThat(said(session.command(line))).startsWith("503 5.5.1");
    }
    assertThat(said(session.fault(LineFault.BARE_CR_OR_LF))).startsWith("503 5.5.1");
    Step bye = session.command("QUIT");
    assertThat(said(bye)).startsWith("221 2.0.0");
    assertThat(next(bye)).isEqualTo(Expect.CLOSE);
  }

  @Test
  void a_client_that_is_deferred_or_not_judged_at_all_is_sent_away() {
    session.connected();
    Step deferred = session.answer(greeted(new Verdict.Deferred(Reply.of(421, "4.3.0", "later"))));
    assertThat(said(deferred)).isEqualTo("421 later");
    assertThat(next(deferred)).isEqualTo(Expect.CLOSE);

    Session other = session(AuthOffer.NOW);
    other.connected();
    Step none = other.answer(Answer.NONE);
    assertThat(said(none)).startsWith("421 mail.example.jp");
    assertThat(next(none)).isEqualTo(Expect.CLOSE);
  }

  @Test
  void the_greeting_is_our_own_and_not_the_verdicts() {
    session.connected();
    assertThat(said(session.answer(greeted(WELCOME)))).isEqualTo("220 mail.example.jp ESMTP");
  }

  @Test
  void the_verdict_of_rcpt_is_sent_as_it_is() {
    greeted();
    session.command("MAIL FROM:<info@example.com>");
    session.command("RCPT TO:<info@example.jp>");
    Step refused =
        session.answer(judged(new Verdict.Refused(Reply.of(550, "5.7.1", "no (decision X)"))));
    assertThat(said(refused)).isEqualTo("550 5.7.1 no (decision X)");
    session.command("RCPT TO:<info@example.jp>");
    assertThat(said(session.answer(Answer.NONE))).startsWith("451 4.3.0");
    assertThat(said(session.command("DATA"))).startsWith("554 5.5.1");
  }

  @Test
  void what_is_asked_of_notices_goes_with_the_message() {
    greeted();
    session.command("MAIL FROM:<info@example.com> RET=HDRS ENVID=QQ314");
    session.command("RCPT TO:<info@example.jp> NOTIFY=NEVER ORCPT=rfc822;x@example.jp");
    session.answer(YES);
    session.command("RCPT TO:<info@example.jp> NOTIFY=SUCCESS");
    session.answer(YES);
    session.command("DATA");
    Envelope envelope = ((Question.TakeCharge) asked(session.content(EMPTY))).envelope();
    assertThat(envelope.parameters().returned()).contains(ReturnedContent.HDRS);
    assertThat(envelope.parameters().envelopeId()).contains("QQ314");
    assertThat(envelope.recipients()).hasSize(1);
    assertThat(envelope.recipients().get(0).parameters())
        .isEqualTo(
            new RcptParameters(
                Optional.of(Notify.NEVER),
                Optional.of(new OriginalRecipient("rfc822", "x@example.jp"))));
  }

  @Test
  void requiretls_is_offered_and_taken_under_tls_only() {
    String mail = "MAIL FROM:<info@example.com> REQUIRETLS";
    greeted();
    assertThat(said(session.command("EHLO client.example.com"))).doesNotContain("REQUIRETLS");
    assertThat(said(session.command(mail))).startsWith("530 5.7.4");
    session.command("STARTTLS");
    session.secured(SessionWire.TLS);
    assertThat(said(session.command("EHLO client.example.com"))).contains("REQUIRETLS");
    assertThat(said(session.command(mail + "=1"))).startsWith("501 5.5.4");
    assertThat(said(session.command(mail))).startsWith("250 2.1.0");
  }

  @Test
  void the_envelope_holds_what_mail_and_rcpt_said() {
    withRecipient();
    assertThat(next(session.command("DATA"))).isEqualTo(Expect.CONTENT);
    Question.TakeCharge question = (Question.TakeCharge) asked(session.content(EMPTY));
    Envelope envelope = question.envelope();
    assertThat(envelope.sender().address()).isEqualTo("info@example.com");
    assertThat(envelope.parameters().body()).isEqualTo(BodyType.EIGHT_BIT_MIME);
    assertThat(envelope.recipients()).hasSize(1);
    assertThat(envelope.recipients().get(0).permitted()).isTrue();
    assertThat(envelope.session().helo()).isEqualTo("client.example.com");
    assertThat(envelope.session().esmtp()).isTrue();
    assertThat(envelope.session().authOffer()).isEqualTo(AuthOffer.NOW);
  }

  @Test
  void charge_that_is_not_taken_ends_the_transaction_and_not_the_session() {
    for (Answer answer :
        List.of(
            Answer.NONE,
            judged(new Verdict.Deferred(Reply.of(452, "4.3.1", "full"))),
            judged(new Verdict.Refused(Reply.of(554, "5.6.0", "no"))))) {
      Session fresh = session(AuthOffer.NO);
      fresh.connected();
      fresh.answer(YES);
      fresh.command("HELO x");
      fresh.command("MAIL FROM:<>");
      fresh.command("RCPT TO:<info@example.jp>");
      fresh.answer(YES);
      fresh.command("DATA");
      fresh.content(EMPTY);
      assertThat(said(fresh.answer(answer))).matches("(451 4.3.0|452 4.3.1|554 5.6.0) .*");
      assertThat(said(fresh.command("DATA"))).startsWith("503 5.5.1");
      assertThat(said(fresh.command("MAIL FROM:<>"))).startsWith("250 2.1.0");
    }
  }

  @Test
  void faults_of_content_have_their_replies_and_end_the_transaction() {
    withRecipient();
    session.command("DATA");
    Question.Refused told = (Question.Refused) asked(session.fault(ContentFault.TOO_LARGE));
    assertThat(told.reply()).isEqualTo(ContentFault.TOO_LARGE.reply());
    assertThat(told.envelope().sender().address()).isEqualTo("info@example.com");
    assertThat(said(session.answer(Answer.NONE))).startsWith("552 5.3.4");
    assertThat(said(session.command("DATA"))).startsWith("503 5.5.1");
    assertThat(ContentFault.BARE_CR_OR_LF.reply().toString()).startsWith("550 5.5.2");
    assertThat(ContentFault.TOO_MANY_HOPS.reply().toString()).startsWith("554 5.4.6");
    assertThat(ContentFault.NO_ROOM.reply().toString()).startsWith("452 4.3.1");
  }

  @Test
  void recipients_over_the_limit_are_452_and_those_before_it_stay() {
    withRecipient();
    for (int i = 1; i < LIMITS.recipients(); i++) {
      session.command("RCPT TO:<info+" + i + "@example.jp>");
      session.answer(YES);
    }
    assertThat(said(session.command("RCPT TO:<one-more@example.jp>"))).startsWith("452 4.5.3");
    assertThat(asked(session.command("RCPT TO:<info@example.jp>")))
        .isInstanceOf(Question.MayRelay.class);
    session.answer(YES);
    session.command("DATA");
    Question.TakeCharge question = (Question.TakeCharge) asked(session.content(EMPTY));
    assertThat(question.envelope().recipients()).hasSize(LIMITS.recipients());
  }

  @Test
  void auth_in_the_clear_where_it_is_not_offered_is_538() {
    Session clear = session(AuthOffer.AFTER_STARTTLS);
    clear.connected();
    clear.answer(YES);
    assertThat(said(clear.command("EHLO x"))).doesNotContain("AUTH");
    assertThat(said(clear.command("AUTH PLAIN AGEAYg=="))).startsWith("538 5.7.11");
  }

  @Test
  void credentials_are_handed_over_as_they_came() {
    greeted();
    Question.Attempt attempt =
        (Question.Attempt) asked(session.command("AUTH PLAIN YXMAw6QAcMOk")); // as, ä, pä
    assertThat(attempt.authenticationId()).isEqualTo("\u00e4");
    Question.Authenticate plain = (Question.Authenticate) asked(session.answer(MAY_TRY));
    assertThat(plain).isEqualTo(attempt.next());
    assertThat(plain.credentials().authorizationId()).contains("as");
    assertThat(plain.credentials().authenticationId()).isEqualTo("\u00e4");
    assertThat(plain.credentials().password()).isEqualTo("p\u00e4");
  }

  @Test
  void authentication_that_can_not_be_told_is_454_and_counts_for_nothing() {
    greeted();
    for (int i = 0; i < 10; i++) {
      session.command("AUTH PLAIN AGEAYg==");
      if (i > 3) { // before, the attempt itself can't be told
        session.answer(MAY_TRY);
      }
      Answer answer =
          i % 2 == 0 ? Answer.NONE : new Answer.Authenticated(new Authentication.NotNow());
      assertThat(said(session.answer(answer))).startsWith("454 4.7.0");
    }
    session.command("AUTH PLAIN AGEAYg==");
    session.answer(MAY_TRY);
    Answer granted = new Answer.Authenticated(new Authentication.Granted("a@example.jp"));
    assertThat(said(session.answer(granted))).startsWith("235 2.7.0");
    session.command("MAIL FROM:<a@example.jp>");
    Question.MayRelay question =
        (Question.MayRelay) asked(session.command("RCPT TO:<info@example.com>"));
    assertThat(question.request().session().account()).contains("a@example.jp");
  }

  @Test
  void a_time_out_is_421_and_the_end() {
    greeted();
    Step step = session.timeout();
    assertThat(said(step)).startsWith("421 4.4.2");
    assertThat(next(step)).isEqualTo(Expect.CLOSE);
  }

  @Test
  void draining_ends_an_idle_session_now() {
    greeted();
    Step step = session.drain();
    assertThat(said(step)).startsWith("421 4.3.2");
    assertThat(next(step)).isEqualTo(Expect.CLOSE);
  }

  @Test
  void draining_waits_for_the_end_of_a_transaction() {
    withRecipient();
    assertThat(session.drain()).isInstanceOf(Step.Continue.class);
    assertThat(said(session.command("NOOP"))).startsWith("250");
    session.command("DATA");
    session.content(EMPTY);
    Step taken = session.answer(YES);
    assertThat(said(taken)).startsWith("250 2.1.5 yes | 421 4.3.2");
    assertThat(next(taken)).isEqualTo(Expect.CLOSE);
  }

  @Test
  void draining_ends_a_transaction_that_the_client_gives_up() {
    withRecipient();
    session.drain();
    assertThat(said(session.command("RSET"))).startsWith("250 2.0.0 ok | 421 4.3.2");
  }

  @Test
  void draining_waits_for_the_question_that_is_out() {
    session.connected();
    assertThat(session.drain()).isInstanceOf(Step.Continue.class);
    assertThat(said(session.answer(greeted(WELCOME))))
        .startsWith("220 mail.example.jp ESMTP | 421 4.3.2");
  }

  @Test
  void shutdown_in_place_of_the_greeting_has_no_enhanced_status() {
    assertThat(said(session.shutdown())).startsWith("421 mail.example.jp");
    withRecipient();
    assertThat(said(session.shutdown())).startsWith("421 4.3.2");
  }

  @Test
  void a_session_that_has_lasted_long_enough_ends_after_its_transaction() {
    withRecipient();
    assertThat(session.expire()).isInstanceOf(Step.Continue.class);
    session.command("DATA");
    session.content(EMPTY);
    Step end = session.answer(YES);
    assertThat(said(end)).contains(" | 421 4.7.0");
    assertThat(next(end)).isEqualTo(Expect.CLOSE);
  }

  @Test
  void a_session_that_has_lasted_long_enough_ends_at_once_where_nothing_is_under_way() {
    greeted();
    Step end = session.expire();
    assertThat(said(end)).startsWith("421 4.7.0");
    assertThat(((Step.Say) end).exceeded()).contains(Limit.SESSION_TIME);
  }

  @Test
  void a_transaction_that_is_not_over_when_its_time_is_up_is_cut() {
    withRecipient();
    session.expire();
    Step end = session.expire();
    assertThat(said(end)).startsWith("421 4.7.0");
    assertThat(next(end)).isEqualTo(Expect.CLOSE);
  }

  @Test
  void commands_that_lead_nowhere_are_borne_for_a_while_only_and_a_message_makes_up_for_them() {
    withRecipient();
    for (int i = 1; i < LIMITS.emptyCommands(); i++) { // the EHLO was the first
      assertThat(next(session.command(i % 2 == 0 ? "NOOP" : "VRFY x"))).isEqualTo(Expect.COMMAND);
    }
    session.command("DATA");
    session.content(EMPTY);
    session.answer(YES);
    for (int i = 0; i < LIMITS.emptyCommands(); i++) {
      assertThat(next(session.command("RSET"))).isEqualTo(Expect.COMMAND);
    }
    Step end = session.command("NOOP");
    assertThat(said(end)).startsWith("421 4.7.0");
    assertThat(((Step.Say) end).exceeded()).contains(Limit.EMPTY_COMMANDS);
  }

  @Test
  void commands_are_counted_whatever_they_bring() {
    Session few =
        new Session(
            client,
            new Offer(
                "mail.example.jp", 1_000, AuthOffer.NO, true, new SessionLimits(20, 3, 20, 100)));
    few.connected();
    few.answer(greeted(WELCOME));
    few.command("EHLO x");
    few.command("MAIL FROM:<>");
    few.command("RSET");
    Step end = few.command("MAIL FROM:<>");
    assertThat(said(end)).startsWith("421 4.7.0");
    assertThat(((Step.Say) end).exceeded()).contains(Limit.COMMANDS);
  }

  @Test
  void a_message_that_was_taken_makes_up_for_mistakes() {
    withRecipient();
    for (int i = 0; i < 19; i++) {
      assertThat(next(session.command("XYZZY"))).isEqualTo(Expect.COMMAND);
    }
    session.command("DATA");
    session.content(EMPTY);
    session.answer(YES);
    assertThat(next(session.command("XYZZY"))).isEqualTo(Expect.COMMAND);
  }
}
