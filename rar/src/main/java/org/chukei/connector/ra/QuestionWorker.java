package org.chukei.connector.ra;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;
import org.chukei.connector.api.SmtpListener;
import org.chukei.connector.session.Answer;

/**
 * A thread of the container that puts one question after the other to the bean, through an endpoint
 * of its own (docs/adr/0012-workers-keep-their-endpoint.md). The container lends it an instance of
 * the bean for each call.
 *
 * <p>The endpoint is not told beforeDelivery and afterDelivery: without them the container begins
 * and ends the transaction with the call itself (Jakarta Connectors §13.6), so that a call that has
 * returned has committed, and the 250 that follows is durable.
 */
final class QuestionWorker implements Work {

  private static final System.Logger LOG = System.getLogger(QuestionWorker.class.getName());

  private final MessageEndpointFactory endpoints;
  private final Call first;
  private final Supplier<Optional<Call>> next;
  private final Runnable whenLeft;
  private Optional<MessageEndpoint> endpoint = Optional.empty();

  /**
   * @param next waits for the next call; empty: there is none for this worker
   */
  QuestionWorker(
      MessageEndpointFactory endpoints,
      Call first,
      Supplier<Optional<Call>> next,
      Runnable whenLeft) {
    this.endpoints = endpoints;
    this.first = first;
    this.next = next;
    this.whenLeft = whenLeft;
  }

  @Override
  public void run() {
    try {
      for (Optional<Call> call = Optional.of(first); call.isPresent(); call = next.get()) {
        serve(call.get());
      }
    } finally {
      releaseEndpoint();
      whenLeft.run();
    }
  }

  private void serve(Call call) {
    Answer answer = Answer.NONE;
    try {
      answer = ask(call);
    } finally {
      call.answer(answer); // after an Error too
    }
  }

  private Answer ask(Call call) {
    try {
      if (endpoint.isEmpty()) {
        endpoint = Optional.of(endpoints.createEndpoint(null));
      }
    } catch (UnavailableException | RuntimeException e) {
      // All beans busy, or the application not up yet, or already down: not now.
      LOG.log(Level.WARNING, "no bean for a question: {0}", e.toString());
      return Answer.NONE;
    }
    try {
      return call.question().putTo((SmtpListener) endpoint.get());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the application could not answer", e);
      releaseEndpoint(); // it may be of no use any more
      return Answer.NONE;
    }
  }

  private void releaseEndpoint() {
    endpoint.ifPresent(MessageEndpoint::release);
    endpoint = Optional.empty();
  }

  @Override
  public void release() {
    // The call is the bean's, and ends when the bean ends it; without calls a worker leaves soon.
  }
}
