package org.chukei.connector.session;

import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Credentials;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.MessageContent;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.SmtpListener;
import org.chukei.connector.api.Verdict;

/** One call of {@link SmtpListener}, as a value that can wait for a thread. */
public sealed interface Question {

  /** Calls the listener, and blocks as it does. What it throws passes through. */
  Answer putTo(SmtpListener listener);

  record Greet(Client client) implements Question {
    @Override
    public Answer putTo(SmtpListener listener) {
      return judged(listener.greet(client));
    }
  }

  record Authenticate(SessionFacts session, Credentials credentials) implements Question {
    @Override
    public Answer putTo(SmtpListener listener) {
      Authentication answer = listener.authenticate(session, credentials);
      return answer == null ? Answer.NONE : new Answer.Authenticated(answer);
    }
  }

  record MayRelay(RelayRequest request) implements Question {
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

  private static Answer judged(Verdict verdict) {
    return verdict == null ? Answer.NONE : new Answer.Judged(verdict);
  }
}
