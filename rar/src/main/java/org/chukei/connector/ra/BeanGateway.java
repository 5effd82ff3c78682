package org.chukei.connector.ra;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.chukei.connector.api.SmtpListener;
import org.chukei.connector.session.Answer;
import org.chukei.connector.session.Question;
import org.chukei.connector.session.Questions;

/**
 * Puts questions to the message-driven bean, each as a piece of work on a thread of the container,
 * with an endpoint of its own that is given back at once.
 *
 * <p>The endpoint is not told beforeDelivery and afterDelivery: without them the container begins
 * and ends the transaction with the call itself (Jakarta Connectors §13.6), so that a call that has
 * returned has committed, and the 250 that follows is durable.
 */
final class BeanGateway implements Questions {

  private static final System.Logger LOG = System.getLogger(BeanGateway.class.getName());

  private final WorkManager workManager;
  private final MessageEndpointFactory endpoints;

  BeanGateway(WorkManager workManager, MessageEndpointFactory endpoints) {
    this.workManager = workManager;
    this.endpoints = endpoints;
  }

  @Override
  public void put(Question question, Consumer<Answer> whenAnswered) {
    Call call = new Call(question, whenAnswered);
    try {
      workManager.scheduleWork(call, WorkManager.INDEFINITE, null, call.rejection());
    } catch (WorkException | RuntimeException e) {
      LOG.log(Level.WARNING, "no thread for a question", e);
      call.answer(Answer.NONE);
    }
  }

  private Answer ask(Question question) {
    MessageEndpoint endpoint;
    try {
      endpoint = endpoints.createEndpoint(null);
    } catch (UnavailableException | RuntimeException e) {
      // All beans busy, or the application not up yet, or already down: not now.
      LOG.log(Level.WARNING, "no bean for a question: {0}", e.toString());
      return Answer.NONE;
    }
    try {
      return question.putTo((SmtpListener) endpoint);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the application could not answer", e);
      return Answer.NONE;
    } finally {
      endpoint.release();
    }
  }

  private final class Call implements Work {

    private final Question question;
    private final Consumer<Answer> whenAnswered;
    private final AtomicBoolean answered = new AtomicBoolean();

    private Call(Question question, Consumer<Answer> whenAnswered) {
      this.question = question;
      this.whenAnswered = whenAnswered;
    }

    @Override
    public void run() {
      Answer answer = Answer.NONE;
      try {
        answer = ask(question);
      } finally {
        answer(answer); // after an Error too
      }
    }

    private void answer(Answer answer) {
      if (answered.compareAndSet(false, true)) {
        whenAnswered.accept(answer);
      }
    }

    private WorkAdapter rejection() {
      return new WorkAdapter() {
        @Override
        public void workRejected(WorkEvent event) {
          answer(Answer.NONE);
        }
      };
    }

    @Override
    public void release() {
      // The call is the bean's, and ends when the bean ends it.
    }
  }
}
