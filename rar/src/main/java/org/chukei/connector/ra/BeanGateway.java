package org.chukei.connector.ra;

import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.WorkAdapter;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.chukei.connector.session.Answer;
import org.chukei.connector.session.Question;
import org.chukei.connector.session.Questions;

/**
 * Puts questions to the message-driven bean on threads of the container. A question finds a {@link
 * QuestionWorker} that is free, or gets a new one; when all that there may be are busy, it waits
 * for the first to come free. The worker that came free last is asked first: what it works with is
 * still in the processor's caches, and those that are not needed leave. Safe for many threads.
 */
final class BeanGateway implements Questions, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(BeanGateway.class.getName());

  /** Below the container's threads and beans (pre-boot.asadmin, glassfish-ejb-jar.xml). */
  private static final int MOST_WORKERS = 256;

  private final WorkManager workManager;
  private final MessageEndpointFactory endpoints;
  private final Duration keepAlive;

  // Guarded by this:
  private final Deque<Seat> free = new ArrayDeque<>();
  private final Queue<Call> waiting = new ArrayDeque<>(); // only while all workers are busy
  private int workers;
  private boolean closed;

  /**
   * @param keepAlive after so long without a question a worker's thread and endpoint are given back
   */
  BeanGateway(WorkManager workManager, MessageEndpointFactory endpoints, Duration keepAlive) {
    this.workManager = workManager;
    this.endpoints = endpoints;
    this.keepAlive = keepAlive;
  }

  /** Where a free worker waits for what it does next; empty: leave. */
  private static final class Seat {

    private final BlockingQueue<Optional<Call>> next = new ArrayBlockingQueue<>(1);
  }

  @Override
  public void put(Question question, Consumer<Answer> whenAnswered) {
    Call call = new Call(question, whenAnswered);
    if (isForNewWorker(call)) {
      start(call);
    }
  }

  private synchronized boolean isForNewWorker(Call call) {
    Seat seat = free.pollFirst();
    if (seat != null) {
      seat.next.add(Optional.of(call));
      return false;
    }
    if (workers == MOST_WORKERS) {
      waiting.add(call);
      return false;
    }
    workers++;
    return true;
  }

  private void start(Call first) {
    Seat seat = new Seat();
    QuestionWorker worker =
        new QuestionWorker(endpoints, first, () -> next(seat), this::replaceWhoLeft);
    WorkListener rejection =
        new WorkAdapter() {
          @Override
          public void workRejected(WorkEvent event) {
            first.answer(Answer.NONE);
            replaceWhoLeft();
          }
        };
    try {
      workManager.scheduleWork(worker, WorkManager.INDEFINITE, null, rejection);
    } catch (WorkException | RuntimeException e) {
      LOG.log(Level.WARNING, "no thread for a question", e);
      first.answer(Answer.NONE);
      replaceWhoLeft();
    }
  }

  /** What a worker does next; empty: it is not needed any more. */
  private Optional<Call> next(Seat seat) {
    synchronized (this) {
      Call call = waiting.poll();
      if (call != null || closed) {
        return Optional.ofNullable(call);
      }
      free.addFirst(seat);
    }
    try {
      Optional<Call> call = seat.next.poll(keepAlive.toNanos(), TimeUnit.NANOSECONDS);
      return call == null ? leave(seat) : call;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the container wants its thread back
      return leave(seat);
    }
  }

  /** It may just have got something to do all the same. */
  private synchronized Optional<Call> leave(Seat seat) {
    return free.remove(seat) ? Optional.empty() : seat.next.remove();
  }

  /** What waits would wait for a worker that is not there any more. */
  private void replaceWhoLeft() {
    Optional<Call> call;
    synchronized (this) {
      call = Optional.ofNullable(waiting.poll());
      workers -= call.isPresent() ? 0 : 1;
    }
    call.ifPresent(this::start);
  }

  /** No question comes any more: workers leave when those that are out are answered. */
  @Override
  public synchronized void close() {
    closed = true;
    free.forEach(seat -> seat.next.add(Optional.empty()));
    free.clear();
  }

  /** How many workers wait for a question. */
  synchronized int freeWorkers() {
    return free.size();
  }
}
