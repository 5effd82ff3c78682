package org.chukei.connector.netty;

import java.time.Duration;
import java.util.Optional;
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
import org.chukei.smtp.Reply;

/** Asks another listener; a test overrides what it is about. */
class Forwarding implements SmtpListener {

  private final SmtpListener behind;

  Forwarding(SmtpListener behind) {
    this.behind = behind;
  }

  @Override
  public Greeting greet(Client client) {
    return behind.greet(client);
  }

  @Override
  public void exceeded(Client client, Limit limit, long times) {
    behind.exceeded(client, limit, times);
  }

  @Override
  public Duration delayAttempt(SessionFacts session, String authenticationId) {
    return behind.delayAttempt(session, authenticationId);
  }

  @Override
  public Optional<ScramParameters> scramParameters(SessionFacts session, String authenticationId) {
    return behind.scramParameters(session, authenticationId);
  }

  @Override
  public Authentication authenticate(SessionFacts session, ScramProof proof) {
    return behind.authenticate(session, proof);
  }

  @Override
  public Authentication authenticate(SessionFacts session, Credentials credentials) {
    return behind.authenticate(session, credentials);
  }

  @Override
  public Verdict mayRelay(RelayRequest request) {
    return behind.mayRelay(request);
  }

  @Override
  public Verdict takeCharge(Envelope envelope, MessageContent content) {
    return behind.takeCharge(envelope, content);
  }

  @Override
  public void contentRefused(Envelope envelope, Reply reply) {
    behind.contentRefused(envelope, reply);
  }
}
