package org.chukei.queue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.chukei.clock.TestClock;
import org.chukei.cluster.Lease;
import org.chukei.cluster.Lease.TakenOver;
import org.chukei.cluster.TestLease;
import org.chukei.connector.api.QueueId;
import org.chukei.database.TestDatabase;
import org.chukei.delivery.Outcome;
import org.chukei.notification.Notice;
import org.chukei.notification.NoticeKind;
import org.chukei.notification.Notices;
import org.chukei.store.ContentSource;
import org.chukei.store.DatabaseStore;
import org.chukei.store.MessageStore;
import org.chukei.store.Messages;
import org.chukei.store.StoredEnvelope;
import org.chukei.store.TestTransactions;

/** The whole queue of one node without a container. */
final class Relay implements Notices, DeliveryLog {

  static final DeliveryLimits LIMITS = new DeliveryLimits(8, 4, 6, 1_000, 500);
  static final List<Duration> WAITS =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));
  static final Duration WARN_AFTER = Duration.ofMinutes(30);
  static final Duration GIVE_UP_AFTER = Duration.ofHours(1);

  final TestTransactions transactions;
  final TestClock clock;
  final ScriptedAgent agent;
  final MessageStore store;
  final RetryQueue retries;
  final OperatorRows rows;
  final Pauses pauses;
  final DeliveryScheduler scheduler;
  final QueueTick tick;
  final MailQueue queue;
  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  volatile boolean noticesFail;

  /** Runs when a page of what is owed was read, before it is handed out. */
  volatile Runnable afterOwed = () -> {};

  /** On the caller's thread: an attempt is over when the call that led to it returns. */
  Relay(TestDatabase database) {
    this(database, new TestClock(), new ScriptedAgent(), Runnable::run, LIMITS);
  }

  /** The same on another store. */
  Relay(TestDatabase database, MessageStore store) {
    this(
        new TestTransactions(database),
        store,
        new TestClock(),
        new ScriptedAgent(),
        Runnable::run,
        LIMITS);
  }

  Relay(
      TestDatabase database,
      TestClock clock,
      ScriptedAgent agent,
      Executor executor,
      DeliveryLimits limits) {
    this(
        new TestTransactions(database),
        Optional.empty(),
        "a",
        Lease.UNSHARED,
        clock,
        agent,
        executor,
        limits);
  }

  /** One of the nodes that share a database. */
  static Relay node(TestDatabase database, String node, Duration lease, ScriptedAgent agent) {
    TestTransactions transactions = new TestTransactions(database);
    TestClock clock = new TestClock();
    return new Relay(
        transactions,
        Optional.empty(),
        node,
        TestLease.of(transactions, node, lease, clock),
        clock,
        agent,
        Runnable::run,
        LIMITS);
  }

  Relay(
      TestTransactions transactions,
      MessageStore store,
      TestClock clock,
      ScriptedAgent agent,
      Executor executor,
      DeliveryLimits limits) {
    this(transactions, Optional.of(store), "a", Lease.UNSHARED, clock, agent, executor, limits);
  }

  private Relay(
      TestTransactions transactions,
      Optional<MessageStore> otherStore,
      String node,
      Lease lease,
      TestClock clock,
      ScriptedAgent agent,
      Executor executor,
      DeliveryLimits limits) {
    this.clock = clock;
    this.agent = agent;
    this.transactions = transactions;
    store = hooked(otherStore.orElseGet(() -> new DatabaseStore(transactions, node)));
    retries = new RetryQueue(transactions, node, store.isShared(), Duration.ofMinutes(10));
    rows = new OperatorRows(transactions, node, store.isShared());
    pauses = new Pauses(transactions, node, this, clock);
    RetrySchedule schedule =
        new RetrySchedule(WAITS, Optional.of(WARN_AFTER), GIVE_UP_AFTER, () -> 0.5);
    scheduler =
        new DeliveryScheduler(
            this.store,
            retries,
            new Sorting(agent),
            new Attempt(agent, this.store, schedule, this, clock),
            new OutcomeRecorder(
                this.store,
                retries,
                new SenderNotices(this, this.store, schedule, this, clock),
                schedule,
                this,
                clock),
            executor,
            limits,
            pauses,
            lease,
            schedule.rests(),
            this,
            clock);
    tick = new QueueTick(scheduler, retries, this.store, clock);
    queue = new LiveMailQueue(this.store, retries, rows, scheduler, pauses, this, clock);
  }

  private MessageStore hooked(MessageStore store) {
    return (MessageStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {MessageStore.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(store, arguments);
                if (method.getName().equals("owed")) {
                  afterOwed.run();
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** A recipient of whom only the place matters. */
  static Addressee at(Place place) {
    return new Addressee(place, "sender@example.org", "a@example.com", "example.com");
  }

  Relay started() throws IOException {
    pauses.load();
    scheduler.start();
    return this;
  }

  /** Puts a message and hands it over. */
  StoredEnvelope accept(String... recipients) throws IOException {
    return accept(Messages.message(clock.instant(), recipients));
  }

  StoredEnvelope accept(StoredEnvelope envelope) throws IOException {
    store.put(envelope, Messages.CONTENT);
    scheduler.accepted(envelope);
    return envelope;
  }

  void tickAfter(Duration time) {
    clock.advance(time);
    tick.run();
  }

  QueuedRecipient only(StoredEnvelope envelope) throws IOException {
    List<QueuedRecipient> owed = queue.find(envelope.queueId()).orElseThrow().owed();
    if (owed.size() != 1) {
      throw new AssertionError("owed: " + owed);
    }
    return owed.get(0);
  }

  boolean hasRows(QueueId queueId) throws IOException {
    return !rows.rows(List.of(queueId)).isEmpty();
  }

  boolean isGone(StoredEnvelope envelope) throws IOException {
    return store.find(envelope.queueId()).isEmpty();
  }

  @Override
  public Optional<Notice> compose(
      NoticeKind kind, StoredEnvelope original, ContentSource content, List<Outcome> outcomes)
      throws IOException {
    if (noticesFail) {
      throw new IOException("no notice");
    }
    content.open().close();
    if (original.sender().isNull() || outcomes.isEmpty()) {
      return Optional.empty();
    }
    Set<Integer> about = outcomes.stream().map(Outcome::position).collect(Collectors.toSet());
    StoredEnvelope like =
        Messages.message(clock.instant(), "", Messages.SIZE, original.sender().address());
    return Optional.of(
        new Notice(
            new StoredEnvelope(
                original.queueId().derive(kind.event() + about),
                like.acceptedAt(),
                like.sender(),
                like.parameters(),
                like.recipients(),
                like.size()),
            Messages.CONTENT,
            about));
  }

  @Override
  public void attempted(
      StoredEnvelope envelope,
      Outcome outcome,
      Duration delay,
      int attempts,
      Optional<Instant> nextAttempt) {
    log.add(
        "to=%s %s %s delay=%ds attempts=%d next=%s"
            .formatted(
                envelope.path(outcome.position()).address(),
                outcome.getClass().getSimpleName(),
                outcome.status(),
                delay.toSeconds(),
                attempts,
                nextAttempt
                    .map(next -> Duration.between(clock.instant(), next).toSeconds() + "s")
                    .orElse("none")));
  }

  @Override
  public void notice(NoticeKind kind, QueueId about, StoredEnvelope notice) {
    log.add(kind.event());
  }

  @Override
  public void forwarded(QueueId original, StoredEnvelope forward) {
    log.add("forwarded to " + forward.path(0).address());
  }

  @Override
  public void untold(StoredEnvelope envelope, Outcome outcome) {
    log.add("untold " + envelope.path(outcome.position()).address());
  }

  @Override
  public void destinationRests(String destination, Rest rest) {
    log.add(
        "%s rests %ds after %d: %s"
            .formatted(
                destination,
                Duration.between(clock.instant(), rest.until()).toSeconds(),
                rest.failures(),
                rest.text()));
  }

  @Override
  public void destinationAnswers(String destination) {
    log.add(destination + " answers");
  }

  @Override
  public void gone(QueueId queueId) {
    log.add("gone");
  }

  @Override
  public void handled(Handling handling, List<Handled> mail) {
    mail.forEach(
        one ->
            log.add(
                "%s %s by %s%s"
                    .formatted(
                        handling.kind().name().toLowerCase(Locale.ROOT),
                        one.recipient().address(),
                        handling.by(),
                        handling.to().map(host -> " to " + host).orElse(""))));
  }

  @Override
  public void paused(Pause pause) {
    log.add("paused " + pause.what() + pause.destination() + " by " + pause.author());
  }

  @Override
  public void tookOver(TakenOver taken) {
    log.add("took over " + taken.messages() + " of " + taken.node());
  }

  @Override
  public void lostLease() {
    log.add("lost lease");
  }

  @Override
  public void resumed(Pause pause) {
    log.add("resumed " + pause.what() + pause.destination() + " by " + pause.author());
  }
}
