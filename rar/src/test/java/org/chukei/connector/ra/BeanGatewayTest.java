package org.chukei.connector.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Greeting;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SmtpListener;
import org.chukei.connector.api.Verdict;
import org.chukei.connector.session.Answer;
import org.chukei.connector.session.Question;
import org.chukei.smtp.Reply;
import org.junit.jupiter.api.Test;

class BeanGatewayTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Greeting YES =
      Greeting.of(new Verdict.Accepted(Reply.of(250, "2.0.0", "yes")));
  private final Question question =
      new Question.Greet(new Client(Service.MX, InetAddress.getLoopbackAddress(), 49_152));
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  private interface Scheduling {
    void schedule(Work work, WorkListener listener) throws WorkException;
  }

  private interface Bean {
    Object call() throws Exception;
  }

  @Test
  void a_worker_without_questions_gives_its_endpoint_back() {
    ask((work, listener) -> work.run(), () -> YES);
    assertThat(answers).containsExactly(new Answer.Greeted(YES));
    assertThat(calls).containsExactly("greet", "answer", "release");
  }

  @Test
  void one_question_after_the_other_takes_the_same_thread_and_endpoint() throws Exception {
    Semaphore answered = new Semaphore(0);
    AtomicInteger works = new AtomicInteger();
    ExecutorService threads = Executors.newCachedThreadPool();
    try (BeanGateway gateway =
        gateway(
            (work, listener) -> {
              works.incrementAndGet();
              threads.execute(work);
            },
            () -> YES,
            LONG)) {
      for (int i = 0; i < 3; i++) {
        gateway.put(
            question,
            answer -> {
              take(answer);
              answered.release();
            });
        answered.acquire();
        await().until(() -> gateway.freeWorkers() == 1);
      }
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue(); // close had it leave
    assertThat(works).hasValue(1);
    assertThat(calls)
        .containsExactly("greet", "answer", "greet", "answer", "greet", "answer", "release");
  }

  @Test
  void the_worker_that_came_free_last_is_asked_first() throws Exception {
    List<Semaphore> mayAnswer = List.of(new Semaphore(0), new Semaphore(0), new Semaphore(1));
    List<Thread> asked = new CopyOnWriteArrayList<>();
    AtomicInteger calls = new AtomicInteger();
    Bean bean =
        () -> {
          Semaphore mine = mayAnswer.get(calls.getAndIncrement());
          asked.add(Thread.currentThread());
          mine.acquire();
          return YES;
        };
    ExecutorService threads = Executors.newCachedThreadPool();
    try (BeanGateway gateway = gateway((work, listener) -> threads.execute(work), bean, LONG)) {
      gateway.put(question, this::take);
      await().until(() -> asked.size() == 1);
      gateway.put(question, this::take);
      await().until(() -> asked.size() == 2);
      mayAnswer.get(0).release();
      await().until(() -> gateway.freeWorkers() == 1);
      mayAnswer.get(1).release();
      await().until(() -> gateway.freeWorkers() == 2);
      gateway.put(question, this::take);
      await().until(() -> answers.size() == 3);
    }
    threads.shutdown();
    assertThat(asked.get(2)).isSameAs(asked.get(1)).isNotSameAs(asked.get(0));
  }

  @Test
  void more_questions_at_once_than_workers_are_all_answered() throws Exception {
    int questions = 1_000;
    CountDownLatch answered = new CountDownLatch(questions);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (BeanGateway gateway =
        gateway((work, listener) -> threads.execute(work), () -> YES, Duration.ZERO)) {
      for (int i = 0; i < questions; i++) {
        gateway.put(question, answer -> answered.countDown());
      }
      assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void an_exception_is_not_now_and_the_endpoint_is_released() {
    ask(
        (work, listener) -> work.run(),
        () -> {
          throw new IllegalStateException("on purpose");
        });
    assertThat(answers).containsExactly(Answer.NONE);
    assertThat(calls).containsExactly("greet", "release", "answer");
  }

  @Test
  void no_answer_at_all_is_not_now() {
    ask((work, listener) -> work.run(), () -> null);
    assertThat(answers).containsExactly(Answer.NONE);
  }

  @Test
  void an_exhausted_pool_is_not_now() {
    MessageEndpointFactory none =
        proxy(
            MessageEndpointFactory.class,
            method -> {
              throw new UnavailableException("pool exhausted");
            });
    new BeanGateway(workManager((work, listener) -> work.run()), none, Duration.ZERO)
        .put(question, this::take);
    assertThat(answers).containsExactly(Answer.NONE);
  }

  @Test
  void no_thread_is_not_now() {
    ask(
        (work, listener) -> {
          throw new WorkException("none");
        },
        () -> YES);
    assertThat(answers).containsExactly(Answer.NONE);
    assertThat(calls).containsExactly("answer");
  }

  @Test
  void work_that_is_rejected_later_is_not_now_once() {
    ask(
        (work, listener) -> {
          listener.workRejected(new WorkEvent(this, WorkEvent.WORK_REJECTED, work, null));
          work.run();
        },
        () -> YES);
    assertThat(answers).containsExactly(Answer.NONE);
  }

  @Test
  void what_waits_for_a_worker_gets_another_when_one_never_came() {
    List<Work> works = new CopyOnWriteArrayList<>();
    List<WorkListener> listeners = new CopyOnWriteArrayList<>();
    BeanGateway gateway =
        gateway(
            (work, listener) -> {
              works.add(work);
              listeners.add(listener);
            },
            () -> YES,
            Duration.ZERO);
    int most = 256;
    for (int i = 0; i <= most; i++) {
      gateway.put(question, this::take);
    }
    assertThat(works).hasSize(most); // the last one waits
    listeners.get(0).workRejected(new WorkEvent(this, WorkEvent.WORK_REJECTED, works.get(0), null));
    assertThat(answers).containsExactly(Answer.NONE);
    works.get(most).run();
    assertThat(answers).containsExactly(Answer.NONE, new Answer.Greeted(YES));
  }

  private void ask(Scheduling scheduling, Bean bean) {
    gateway(scheduling, bean, Duration.ZERO).put(question, this::take);
  }

  private BeanGateway gateway(Scheduling scheduling, Bean bean, Duration keepAlive) {
    Object endpoint =
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {MessageEndpoint.class, SmtpListener.class},
            (self, method, arguments) -> {
              calls.add(method.getName());
              return method.getName().equals("release") ? null : bean.call();
            });
    MessageEndpointFactory endpoints = proxy(MessageEndpointFactory.class, method -> endpoint);
    return new BeanGateway(workManager(scheduling), endpoints, keepAlive);
  }

  private void take(Answer answer) {
    calls.add("answer");
    answers.add(answer);
  }

  private static WorkManager workManager(Scheduling scheduling) {
    return (WorkManager)
        Proxy.newProxyInstance(
            BeanGatewayTest.class.getClassLoader(),
            new Class<?>[] {WorkManager.class},
            (self, method, arguments) -> {
              scheduling.schedule((Work) arguments[0], (WorkListener) arguments[3]);
              return null;
            });
  }

  private interface Calls {
    Object call(String method) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> calls.call(method.getName())));
  }
}
