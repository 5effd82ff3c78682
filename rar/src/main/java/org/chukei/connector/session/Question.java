package org.chukei.connector.session;

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
import org.chukei.smtp.RcptParameters;
import org.chukei.smtp.Reply;

/** One call of {@link SmtpListener}, as a value that can wait for a thread. */
public sealed interface Question {

  /** Calls the listener, and blocks as it does. What it throws passes through. */
  Answer putTo(SmtpListener listener);

  record Greet(Client client) implements Question {
    @Override
    public Answer putTo(SmtpListener listener) {
      Greeting greeting = listener.greet(client);
      return greeting == null ? Answer.NONE : new Answer.Greeted(greeting);
    }
  }

  /** No question, but told the same way; nobody waits for the answer. */
  record Exceeded(Client client, Limit limit, long times) implements Question {
    @Override
    public Answer putTo(SmtpListener listener) {
      listener.exceeded(client, limit, times);
      return Answer.NONE;
    }
  }

  /**
   * May the password be tried, and when?
   *
   * @param next what is asked then
   */
  record Attempt(SessionFacts session, String authenticationId, Question next) implements Question {
    @Override
    public Answer putTo(SmtpListener listener) {
      Duration delay = listener.delayAttempt(session, authenticationId);
      return delay == null ? Answer.NONE : new Answer.MayTry(delay);
    }
  }

  record Salt(SessionFacts session, String authenticationId) implements Question {
    @Override
    public Answer putTo(SmtpListener listener) {
      Optional<ScramParameters> answer = listener.scramParameters(session, authenticationId);
      return answer == null || answer.isEmpty() ? Answer.NONE : new Answer.Salted(answer.get());
    }
  }

  record Prove(SessionFacts session, ScramProof proof) implements Question {
    @Override
    public Answer putTo(SmtpListener listener) {
      return authenticated(listener.authenticate(session, proof));
    }
  }

  record Authenticate(SessionFacts session, Credentials credentials) implements Question {
    @Override
    public Answer putTo(SmtpListener listener) {
      return authenticated(listener.authenticate(session, credentials));
    }
  }

  /**
   * @param parameters what the same RCPT asks of delivery
   */
  record MayRelay(RelayRequest request, RcptParameters parameters) implements Question {
    @Override
    public Answer putTo(SmtpListener listener) {
      return judged(listener.mayRelay(request));
    }
  }

  record TakeCharge(Envelope envelope, MessageContent content) implements Question {
    @Override
    public Answer putTo(SmtpListener listener) {
      return judged(listener.takeCharge(envelope, content));
    }
  }

  /** No question: the content was refused, and the client hears so when the bean has. */
  record Refused(Envelope envelope, Reply reply) implements Question {
    @Override
    public Answer putTo(SmtpListener listener) {
      listener.contentRefused(envelope, reply);
      return Answer.NONE;
    }
  }

  private static Answer authenticated(Authentication answer) {
    return answer == null ? Answer.NONE : new Answer.Authenticated(answer);
  }

  private static Answer judged(Verdict verdict) {
    return verdict == null ? Answer.NONE : new Answer.Judged(verdict);
  }
}
