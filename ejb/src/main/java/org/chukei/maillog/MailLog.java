package org.chukei.maillog;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chukei.cluster.Lease.TakenOver;
import org.chukei.config.Settings;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Envelope;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.QueueId;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.delivery.Outcome;
import org.chukei.network.IpAddress;
import org.chukei.notification.NoticeKind;
import org.chukei.policy.Decision;
import org.chukei.queue.DeliveryLog;
import org.chukei.queue.Handled;
import org.chukei.queue.Handling;
import org.chukei.queue.Pause;
import org.chukei.queue.Rest;
import org.chukei.smtp.Reply;
import org.chukei.store.StoredEnvelope;
import org.chukei.traffic.DeliveryResult;
import org.chukei.traffic.Traffic;

/**
 * The mail log, {@code CHUKEI_HOME/log/mail.log}. Methods return at once; lines are written in the
 * background (see {@link LineWriter}). What must be kept secret (passwords) has no way in. What is
 * logged is counted too ({@link Traffic}), here, so that both tell the same.
 */
@ApplicationScoped
public class MailLog implements DeliveryLog {

  private final Clock clock;
  private final Traffic traffic;
  private final String host;
  private final Path file;
  private final LineWriter lines;
  private final Map<Limit, Ration> rations = new EnumMap<>(Limit.class);

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  private ManagedExecutorService executor;

  /** For the container's proxies. */
  protected MailLog() {
    clock = null;
    traffic = null;
    host = null;
    file = null;
    lines = null;
  }

  @Inject
  public MailLog(Settings settings, Traffic traffic, Clock clock) {
    this.clock = clock;
    this.traffic = traffic;
    this.host = settings.hostname();
    this.file = settings.home().resolve("log").resolve("mail.log");
    this.lines = new LineWriter(file);
    for (Limit limit : Limit.values()) {
      rations.put(limit, new Ration(Duration.ofSeconds(1)));
    }
  }

  /** Begins to write; what was logged before is kept until then. */
  public void start() {
    lines.start(executor);
  }

  /** Writes what is waiting, for so long at the most. */
  public void stop(Duration grace) throws InterruptedException {
    lines.stop(grace);
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  /** A client has connected and was greeted, or not. */
  public void greeted(Client client, Decision decision) {
    LogLine line =
        from(client, at(client).with("event", "connect"))
            .with("port", client.port())
            .with("verdict", name(decision.verdict()));
    if (!(decision.verdict() instanceof Verdict.Accepted)) {
      line.with("decision", decision.id())
          .with("rule", decision.rule().number())
          .parenthesised(decision.verdict().reply().toString());
    }
    write(line);
  }

  /** An operator has paused acceptance, and a client is sent away until later. */
  public void notAccepting(Client client) {
    write(from(client, at(client).with("event", "not-accepting")));
  }

  /**
   * A client has tried to authenticate.
   *
   * @param reason of a denial that is not for the password's sake
   */
  public void authenticated(
      SessionFacts session,
      String authenticationId,
      Authentication answer,
      Optional<String> reason) {
    traffic.authenticated(session.client(), answer);
    LogLine line =
        from(session.client(), at(session.client()).with("event", "auth"))
            .bracketed("user", authenticationId)
            .with("result", answer.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    session.tls().ifPresent(tls -> line.bracketed("tls", tls));
    reason.ifPresent(line::parenthesised);
    write(line);
  }

  /** Passwords are being guessed, and an attempt has to wait. */
  public void authenticationDelayed(SessionFacts session, String authenticationId, Duration delay) {
    write(
        from(session.client(), at(session.client()).with("event", "auth-delayed"))
            .bracketed("user", authenticationId)
            .with("delay", seconds(delay)));
  }

  /**
   * A limit was exceeded, last by this client; one line a second for each limit at the most.
   *
   * @param times since it was last told
   */
  public void exceeded(Client client, Limit limit, long times) {
    long due = rations.get(limit).due(times, clock.instant());
    if (due > 0) {
      LogLine line = at(client).with("event", "limit").with("limit", limit);
      write(from(client, line).with("times", due));
    }
  }

  /**
   * A sender has far more recipients in an hour than it used to have.
   *
   * @param usual in the busiest hour of the week before
   */
  public void surge(String sender, int recipients, int usual) {
    write(
        component("limit")
            .with("event", "surge")
            .bracketed("sender", sender)
            .with("recipients", recipients)
            .with("usual", usual));
  }

  /** One RCPT was decided: the verdict, the rule that decided, and the facts. */
  public void decided(Client client, Decision decision) {
    traffic.judged(client, decision);
    LogLine line =
        at(client)
            .with("event", "rcpt")
            .with("decision", decision.id())
            .with("verdict", name(decision.verdict()))
            .with("rule", decision.rule().number());
    decision.facts().forEach(fact -> line.bracketed(fact.name(), withoutBrackets(fact.value())));
    write(line.parenthesised(decision.verdict().reply().toString()));
  }

  /** Charge was taken of a message; it is durable. */
  public void taken(Envelope envelope, StoredEnvelope stored) {
    traffic.taken(Duration.between(stored.acceptedAt(), clock.instant()));
    LogLine line = at(envelope.session().client()).id(stored.queueId()).with("event", "accepted");
    session(line, envelope.session());
    write(
        line.bracketed("from", stored.sender().address())
            .with("nrcpt", stored.recipients().size())
            .with("size", stored.size())
            .with("body", stored.parameters().body().keyword()));
  }

  /** A message could not be stored; the client keeps it. */
  public void notTaken(Envelope envelope, QueueId queueId, Exception reason) {
    LogLine line = at(envelope.session().client()).id(queueId).with("event", "deferred");
    session(line, envelope.session());
    write(line.bracketed("from", envelope.sender().address()).parenthesised(reason.toString()));
  }

  /** A content was refused for its own sake, or because its client has sent too many. */
  public void contentRefused(Envelope envelope, QueueId queueId, Reply reply) {
    LogLine line =
        at(envelope.session().client())
            .id(queueId)
            .with("event", "content")
            .with("verdict", reply.isPermanent() ? "refused" : "deferred");
    session(line, envelope.session());
    write(
        line.bracketed("from", envelope.sender().address())
            .with("nrcpt", envelope.recipients().size())
            .parenthesised(reply.toString()));
  }

  @Override
  public void attempted(
      StoredEnvelope envelope,
      Outcome outcome,
      Duration delay,
      int attempts,
      Optional<Instant> nextAttempt) {
    traffic.attempted(outcome, delay);
    LogLine line =
        component("delivery")
            .id(envelope.queueId())
            .bracketed("to", envelope.path(outcome.position()).address())
            .bracketed("relay", outcome.relay().name());
    if (!outcome.relay().tls().isEmpty()) {
      line.bracketed("tls", outcome.relay().tls());
    }
    line.with("delay", seconds(delay)).with("attempts", attempts).with("dsn", outcome.status());
    nextAttempt.ifPresent(next -> line.with("next", next));
    write(line.with("status", status(outcome)).parenthesised(outcome.text()));
  }

  @Override
  public void notice(NoticeKind kind, QueueId about, StoredEnvelope notice) {
    write(
        component("notice")
            .id(about)
            .with("event", kind.event())
            .with("notice", notice.queueId())
            .bracketed("to", notice.path(0).address()));
  }

  @Override
  public void forwarded(QueueId original, StoredEnvelope forward) {
    write(
        component("delivery")
            .id(original)
            .with("event", "forwarded")
            .with("forward", forward.queueId())
            .bracketed("from", forward.sender().address())
            .with("nrcpt", forward.recipients().size())
            .with("size", forward.size()));
  }

  @Override
  public void untold(StoredEnvelope envelope, Outcome outcome) {
    write(
        component("notice")
            .id(envelope.queueId())
            .with("event", "untold")
            .bracketed("to", envelope.path(outcome.position()).address())
            .with("dsn", outcome.status())
            .parenthesised(outcome.text()));
  }

  @Override
  public void destinationRests(String destination, Rest rest) {
    write(
        component("queue")
            .with("event", "destination-rests")
            .bracketed("destination", destination)
            .with("failures", rest.failures())
            .with("until", rest.until())
            .with("dsn", rest.status())
            .parenthesised(rest.text()));
  }

  @Override
  public void destinationAnswers(String destination) {
    write(
        component("queue")
            .with("event", "destination-answers")
            .bracketed("destination", destination));
  }

  @Override
  public void gone(QueueId queueId) {
    write(component("queue").id(queueId).word("removed"));
  }

  @Override
  public void handled(Handling handling, List<Handled> mail) {
    String event = handling.kind().name().toLowerCase(Locale.ROOT) + "-by-operator";
    for (Handled one : mail) {
      LogLine line =
          component("queue")
              .id(one.queueId())
              .with("event", event)
              .bracketed("to", one.recipient().address())
              .bracketed("by", handling.by());
      handling.to().ifPresent(host -> line.bracketed("route", host.toString()));
      write(line);
    }
  }

  @Override
  public void paused(Pause pause) {
    write(pause("paused", pause));
  }

  @Override
  public void resumed(Pause pause) {
    write(pause("resumed", pause));
  }

  @Override
  public void tookOver(TakenOver taken) {
    write(
        component("queue")
            .with("event", "took-over")
            .bracketed("node", taken.node())
            .with("messages", taken.messages()));
  }

  @Override
  public void lostLease() {
    write(component("queue").with("event", "lease-lost"));
  }

  private LogLine pause(String event, Pause pause) {
    LogLine line =
        component("queue")
            .with("event", event)
            .with("what", pause.what().name().toLowerCase(Locale.ROOT));
    if (!pause.destination().isEmpty()) {
      line.bracketed("destination", pause.destination());
    }
    line.bracketed("by", pause.author());
    return pause.reason().isEmpty() ? line : line.bracketed("reason", pause.reason());
  }

  private void session(LogLine line, SessionFacts session) {
    from(session.client(), line).bracketed("helo", session.helo());
    session.tls().ifPresent(tls -> line.bracketed("tls", tls));
    session.clientCertificate().ifPresent(sha256 -> line.with("client-cert", "SHA256:" + sha256));
    session.account().ifPresent(account -> line.bracketed("account", account));
  }

  /** Who it is, and whose connection, where that is not the same. */
  private static LogLine from(Client client, LogLine line) {
    line.with("client", IpAddress.of(client.address()));
    client.proxy().ifPresent(proxy -> line.with("proxy", IpAddress.of(proxy)));
    return line;
  }

  private LogLine at(Client client) {
    return component(client.service().name().toLowerCase(Locale.ROOT));
  }

  private LogLine component(String component) {
    return new LogLine(clock.instant(), host, component);
  }

  private void write(LogLine line) {
    lines.write(line.toString());
  }

  /** A path as a fact has its own. */
  private static String withoutBrackets(String value) {
    return value.startsWith("<") && value.endsWith(">")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  private static String name(Verdict verdict) {
    return verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Postfix's words: sent, deferred, bounced. */
  private static String status(Outcome outcome) {
    return DeliveryResult.of(outcome).name().toLowerCase(Locale.ROOT);
  }

  private static String seconds(Duration delay) {
    long millis = delay.toMillis();
    return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
  }
}
