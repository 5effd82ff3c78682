package org.chukei.traffic;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Service;
import org.chukei.decision.VerdictKind;
import org.chukei.delivery.Outcome;
import org.chukei.metrics.LatencyHistogram;
import org.chukei.metrics.Tally;
import org.chukei.policy.Decision;
import org.chukei.policy.Rule;

/**
 * What the relay has judged, taken and delivered since the start, and in its {@link LastHour},
 * without an address among it. The mail log feeds it, so that what is counted is what is logged.
 * Safe for many threads.
 */
@ApplicationScoped
public class Traffic {

  private final Tally<Judged> verdicts = new Tally<>();
  private final Tally<Authenticated> authentications = new Tally<>();
  private final Tally<Attempted> attempts = new Tally<>();
  private final LatencyHistogram acceptance =
      LatencyHistogram.ofMillis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000, 30_000);
  private final LatencyHistogram delivery =
      LatencyHistogram.ofMillis(
          10, 50, 100, 500, 1000, 5000, 30_000, 300_000, 3_600_000, 14_400_000, 86_400_000);

  private final LastHour lastHour;

  @Inject
  public Traffic(LastHour lastHour) {
    this.lastHour = lastHour;
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected Traffic() {
    lastHour = null;
  }

  /** A verdict at RCPT, and the rule that gave it. */
  public record Judged(Service service, Rule rule, VerdictKind verdict) {}

  /** How an attempt to authenticate ended. */
  public record Authenticated(Service service, AuthResult result) {}

  /** What an attempt of delivery came to for one recipient, and how it went. */
  public record Attempted(DeliveryResult result, Protection protection) {}

  /** The verdict of one RCPT was given. */
  public void judged(Client client, Decision decision) {
    VerdictKind verdict = VerdictKind.of(decision.verdict());
    verdicts.count(new Judged(client.service(), decision.rule(), verdict));
    lastHour.judged(decision.rule(), verdict);
  }

  /** A client has tried to authenticate. */
  public void authenticated(Client client, Authentication answer) {
    authentications.count(new Authenticated(client.service(), AuthResult.of(answer)));
  }

  /**
   * A message is durable.
   *
   * @param time since its end of data
   */
  public void taken(Duration time) {
    acceptance.record(time);
  }

  /**
   * An attempt has ended for one recipient.
   *
   * @param age of the message
   */
  public void attempted(Outcome outcome, Duration age) {
    DeliveryResult result = DeliveryResult.of(outcome);
    attempts.count(new Attempted(result, Protection.of(outcome.relay())));
    lastHour.attempted(result);
    if (result == DeliveryResult.SENT) {
      delivery.record(age);
    }
  }

  public long count(Judged kind) {
    return verdicts.of(kind);
  }

  public long count(Authenticated kind) {
    return authentications.of(kind);
  }

  public long count(Attempted kind) {
    return attempts.of(kind);
  }

  /** From the end of data until a message was durable. */
  public LatencyHistogram acceptance() {
    return acceptance;
  }

  /** From there until a recipient had it. */
  public LatencyHistogram delivery() {
    return delivery;
  }
}
