package org.chukei.connector.ra;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.chukei.connector.session.Answer;
import org.chukei.connector.session.Question;
import org.chukei.connector.session.Questions;

/**
 * Puts questions to the message-driven bean on threads of the container. A question finds a {@link
 * QuestionWorker} that is free, or gets a new one; when all that there may be are busy, it waits
 * for the first to come free.
 */
final class BeanGateway implements Questions, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(BeanGateway.class.getName());

  /** Below the container's threads and beans (pre-boot.asadmin, glassfish-ejb-jar.xml). */
  private static final int MOST_WORKERS = 256;

  private final WorkManager workManager;
  private final MessageEndpointFactory endpoints;
  private final Duration keepAlive;

  /** Empty: who takes it is to leave. */
  private final TransferQueue<Optional<Call>> waiting = new LinkedTransferQueue<>();

  private final AtomicInteger workers = new AtomicInteger();
  private volatile boolean closed;

  /**
   * @param keepAlive after so long without a question a worker's thread and endpoint are given back
   */
  BeanGateway(WorkManager workManager, MessageEndpointFactory endpoints, Duration keepAlive) {
    this.workManager = workManager;
    this.endpoints = endpoints;
    this.keepAlive = keepAlive;
  }

  @Override
  public void put(Question question, Consumer<Answer> whenAnswered) {
    Call call = new Call(question, whenAnswered);
    if (waiting.tryTransfer(Optional.of(call))) {
      return;
    }
    if (hire()) {
      start(call);
    } else {
      waiting.add(Optional.of(call));
      replaceWhoLeft();
    }
  }

  /** The worker that could have taken what waits may have left just before it came. */
  private void replaceWhoLeft() {
    if (!waiting.isEmpty() && hire()) {
      Optional<Call> call = waiting.poll();
      if (call != null && call.isPresent()) {
        start(call.get());
      } else {
        workers.decrementAndGet(); // another was quicker
      }
    }
  }

  private boolean hire() {
    return workers.getAndUpdate(count -> Math.min(MOST_WORKERS, count + 1)) < MOST_WORKERS;
  }

  private void start(Call first) {
    QuestionWorker worker = new QuestionWorker(endpoints, first, this::next, this::left);
    WorkListener rejection =
        new WorkAdapter() {
          @Override
          public void workRejected(WorkEvent event) {
            first.answer(Answer.NONE);
            left();
          }
        };
    try {
      workManager.scheduleWork(worker, WorkManager.INDEFINITE, null, rejection);
    } catch (WorkException | RuntimeException e) {
      LOG.log(Level.WARNING, "no thread for a question", e);
      first.answer(Answer.NONE);
      left();
    }
  }

  /** What a worker does next; empty: it is not needed any more. */
  private Optional<Call> next() {
    try {
      Optional<Call> call = waiting.poll(closed ? 0 : keepAlive.toNanos(), TimeUnit.NANOSECONDS);
      return call == null ? Optional.empty() : call;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the container wants its thread back
      return Optional.empty();
    }
  }

  /** No question comes any more: workers leave when those that are out are answered. */
  @Override
  public void close() {
    closed = true;
    while (waiting.tryTransfer(Optional.empty())) {}
  }

  /** Whether a worker waits for a question. */
  boolean isIdle() {
    return waiting.hasWaitingConsumer();
  }

  private void left() {
    workers.decrementAndGet();
    replaceWhoLeft();
  }
}
