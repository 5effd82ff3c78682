package org.chukei.inbound;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.chukei.account.GuessingThrottle;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Credentials;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.Greeting;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.ScramParameters;
import org.chukei.connector.api.ScramProof;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.SmtpListener;
import org.chukei.connector.api.Verdict;
import org.chukei.maillog.MailLog;
import org.chukei.policy.Decision;
import org.chukei.policy.RelayRules;
import org.chukei.queue.Pauses;
import org.chukei.smtp.Reply;
import org.chukei.surge.Surges;

/**
 * The application's end of an SMTP session: each question is handed to whom it concerns, and leaves
 * one line in the mail log. Pooled, and holds nothing between calls.
 *
 * <p>Without a transaction of its own: the store's is the only one
 * (docs/adr/0002-250-means-durable.md).
 */
@MessageDriven(name = "RelayMessageBean", messageListenerInterface = SmtpListener.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RelayMessageBean implements SmtpListener {

  @Inject private RelayRules rules;
  @Inject private Doorkeeper doorkeeper;
  @Inject private GuessingThrottle throttle;
  @Inject private Intake intake;
  @Inject private MailLog log;
  @Inject private Pauses pauses;
  @Inject private Surges surges;

  /** RFC 5321 §4.2 has 421 for the greeting; RFC 2034 §4: without an enhanced code there. */
  private static final Verdict CLOSED =
      new Verdict.Deferred(Reply.of(421, "not accepting mail now, try again later"));

  // RFC 3463 §3.4: system not accepting network messages.
  private static final Verdict CLOSED_MEANWHILE =
      new Verdict.Deferred(Reply.of(450, "4.3.2", "not accepting mail now, try again later"));

  /** A session that this process holds with itself asks, and sends nothing. */
  private static final Verdict NOTHING_IS_TAKEN =
      new Verdict.Refused(Reply.of(554, "5.5.1", "a posed session sends nothing"));

  @Override
  public Greeting greet(Client client) {
    if (!client.posed() && pauses.isAcceptancePaused()) {
      log.notAccepting(client);
      return Greeting.of(CLOSED);
    }
    return doorkeeper.greet(client);
  }

  @Override
  public void exceeded(Client client, Limit limit, long times) {
    log.exceeded(client, limit, times);
  }

  @Override
  public Duration delayAttempt(SessionFacts session, String authenticationId) {
    Duration delay = throttle.attempt(session.client().address(), authenticationId);
    if (!delay.isZero()) {
      log.authenticationDelayed(session, authenticationId, delay);
    }
    return delay;
  }

  @Override
  public Optional<ScramParameters> scramParameters(SessionFacts session, String authenticationId) {
    return rules.scramParameters(authenticationId);
  }

  @Override
  public Authentication authenticate(SessionFacts session, ScramProof proof) {
    Authentication answer = rules.authenticate(proof);
    return told(session, proof.authenticationId(), answer, proof.flaw());
  }

  @Override
  public Authentication authenticate(SessionFacts session, Credentials credentials) {
    Authentication answer = rules.authenticate(session, credentials);
    return told(session, credentials.authenticationId(), answer, Optional.empty());
  }

  private Authentication told(
      SessionFacts session, String name, Authentication answer, Optional<String> flaw) {
    if (answer instanceof Authentication.Granted) {
      throttle.succeeded(session.client().address(), name);
    } else if (answer instanceof Authentication.NotNow) {
      throttle.withdrawn(session.client().address(), name);
    }
    log.authenticated(session, name, answer, flaw);
    return answer;
  }

  @Override
  public Verdict mayRelay(RelayRequest request) {
    if (!request.session().client().posed() && pauses.isAcceptancePaused()) {
      log.notAccepting(request.session().client());
      return CLOSED_MEANWHILE;
    }
    Decision decision = doorkeeper.decide(request);
    return decision.verdict() instanceof Verdict.Accepted accepted
        ? accepted.by(decision.id())
        : decision.verdict();
  }

  @Override
  public Verdict takeCharge(Envelope envelope, MessageContent content) {
    if (envelope.session().client().posed()) {
      return NOTHING_IS_TAKEN;
    }
    Optional<Verdict> tooMany = doorkeeper.refuseMessage(envelope.session());
    if (tooMany.isPresent()) {
      intake.refused(envelope, tooMany.get().reply());
      return tooMany.get();
    }
    Verdict verdict = intake.takeCharge(envelope, content);
    if (verdict instanceof Verdict.Accepted) {
      surges.taken(envelope);
    } else {
      doorkeeper.messageNotTaken(envelope.session());
    }
    return verdict;
  }

  @Override
  public void contentRefused(Envelope envelope, Reply reply) {
    intake.refused(envelope, reply);
  }
}
