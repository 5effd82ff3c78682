package org.chukei.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.chukei.config.HostPort;
import org.chukei.delivery.DeliveryAgent;
import org.chukei.delivery.Forward;
import org.chukei.delivery.Outcome;
import org.chukei.smtp.EnhancedStatus;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;
import org.chukei.store.ContentSource;
import org.chukei.store.Messages;
import org.chukei.store.StoredEnvelope;

/** A next hop for each domain, which delivers unless it is told otherwise. */
final class ScriptedAgent implements DeliveryAgent {

  /** What a domain does. */
  interface Script {
    Outcome answer(int position) throws Exception;
  }

  private static final Outcome.Relay MX = Outcome.Relay.clear("mx[192.0.2.1]:25");

  static final Script DEFERS =
      position ->
          new Outcome.Deferred(position, MX, EnhancedStatus.of("4.2.0"), "450 no", true, false);
  static final Script REFUSES_CONNECTIONS =
      position ->
          new Outcome.Deferred(
              position,
              Outcome.Relay.NONE,
              EnhancedStatus.of("4.4.1"),
              "connect: refused",
              false,
              false);
  static final Script FAILS =
      position -> new Outcome.Failed(position, MX, EnhancedStatus.of("5.1.1"), "550 who", true);
  static final Script DELIVERS =
      position ->
          new Outcome.Delivered(
              Outcome.Handover.MAILBOX,
              position,
              MX,
              EnhancedStatus.of("2.0.0"),
              "250 ok",
              true,
              Optional.empty());

  /** Delivered here, and to be passed on to this address. */
  static Script passesOn(Instant now, String to) {
    Forward forward = new Forward(Messages.message(now, to), Messages.CONTENT);
    return position ->
        new Outcome.Delivered(
            Outcome.Handover.MAILBOXES,
            position,
            Outcome.Relay.clear("local"),
            EnhancedStatus.of("2.0.0"),
            "forwarded",
            false,
            Optional.of(forward));
  }

  /** One attempt: the message and the addresses tried in it. */
  record Tried(StoredEnvelope envelope, List<String> recipients) {}

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
  private final List<Tried> begun = Collections.synchronizedList(new ArrayList<>());
  private final List<Tried> delivered = Collections.synchronizedList(new ArrayList<>());
  private final List<String> rerouted = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
  private final Map<String, Integer> mostUnderWay = new ConcurrentHashMap<>();

  void script(String domain, Script script) {
    scripts.put(domain, script);
  }

  /** Attempts to this domain hang until {@link #letGo}. */
  void hang(String domain) {
    hanging.put(domain, new CountDownLatch(1));
  }

  void letGo(String domain) {
    hanging.remove(domain).countDown();
  }

  List<Tried> begun() {
    synchronized (begun) {
      return List.copyOf(begun);
    }
  }

  /** Addresses in the order of their delivery, once for each delivery. */
  List<String> delivered() {
    synchronized (delivered) {
      return delivered.stream().flatMap(tried -> tried.recipients().stream()).toList();
    }
  }

  int mostUnderWay(String domain) {
    return mostUnderWay.getOrDefault(domain, 0);
  }

  @Override
  public String destination(ReversePath sender, ForwardPath recipient) {
    return recipient.mailbox().map(mailbox -> mailbox.domain().key()).orElse("local");
  }

  /** {@code address by host:port}, in the order of attempts. */
  List<String> rerouted() {
    synchronized (rerouted) {
      return List.copyOf(rerouted);
    }
  }

  @Override
  public List<Outcome> attemptBy(
      HostPort host, StoredEnvelope envelope, Set<Integer> positions, ContentSource content)
      throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    for (int position : positions) {
      rerouted.add(envelope.path(position).address() + " by " + host);
      outcomes.add(scripts.getOrDefault(host.toString(), DELIVERS).answer(position));
    }
    return outcomes;
  }

  @Override
  public List<Outcome> attempt(
      StoredEnvelope envelope, Set<Integer> positions, ContentSource content) throws Exception {
    List<String> addresses =
        positions.stream().map(position -> envelope.path(position).address()).toList();
    ForwardPath first = envelope.path(positions.iterator().next());
    String domain = destination(envelope.sender(), first);
    int now = underWay.computeIfAbsent(domain, d -> new AtomicInteger()).incrementAndGet();
    mostUnderWay.merge(domain, now, Math::max);
    begun.add(new Tried(envelope, addresses));
    try {
      content.open().close();
      CountDownLatch latch = hanging.get(domain);
      if (latch != null) {
        latch.await();
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (int position : positions) {
        ForwardPath recipient = envelope.path(position);
        Outcome outcome = scripts.getOrDefault(domain, DELIVERS).answer(position);
        if (outcome instanceof Outcome.Delivered) {
          delivered.add(new Tried(envelope, List.of(recipient.address())));
        }
        outcomes.add(outcome);
      }
      return outcomes;
    } finally {
      underWay.get(domain).decrementAndGet();
    }
  }
}
