package org.chukei.management;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.function.ToLongFunction;
import org.chukei.connector.api.OpenServices;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.ServiceCounts;
import org.chukei.decision.VerdictKind;
import org.chukei.policy.Rule;
import org.chukei.traffic.AuthResult;
import org.chukei.traffic.DeliveryResult;
import org.chukei.traffic.Protection;
import org.chukei.traffic.Traffic;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Sessions, verdicts and deliveries in the metrics: a series for each combination there can be,
 * from the start on, so that a first refusal is a rise and not a new series. None has an address.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TrafficMetrics {

  @Inject private Traffic traffic;
  @Inject private MetricRegistry registry;

  @PostConstruct
  void measure() {
    Gauges gauges = new Gauges(registry);
    for (Service service : Service.values()) {
      sessions(gauges, service);
      verdicts(gauges, service);
    }
    deliveries(gauges);
    gauges.show(
        "chukei_acceptance_seconds",
        "from the end of data until the message is durable",
        traffic.acceptance());
    gauges.show(
        "chukei_delivery_seconds",
        "from acceptance until a recipient's mail is delivered",
        traffic.delivery());
  }

  private static void sessions(Gauges gauges, Service service) {
    Tag tag = Gauges.tag("service", service);
    show(gauges, "chukei_sessions_open", "sessions now", service, ServiceCounts::openSessions, tag);
    show(gauges, "chukei_sessions_total", "sessions begun", service, ServiceCounts::sessions, tag);
    String handshakes = "TLS handshakes of clients";
    String tls = "chukei_tls_handshakes_total";
    show(
        gauges,
        tls,
        handshakes,
        service,
        ServiceCounts::handshakes,
        tag,
        new Tag("result", "finished"));
    show(
        gauges,
        tls,
        handshakes,
        service,
        ServiceCounts::failedHandshakes,
        tag,
        new Tag("result", "failed"));
    messages(gauges, service, VerdictKind.ACCEPTED, ServiceCounts::messagesTaken);
    messages(gauges, service, VerdictKind.DEFERRED, ServiceCounts::messagesDeferred);
    messages(gauges, service, VerdictKind.REFUSED, ServiceCounts::messagesRefused);
  }

  private static void messages(
      Gauges gauges, Service service, VerdictKind verdict, ToLongFunction<ServiceCounts> count) {
    show(
        gauges,
        "chukei_messages_total",
        "contents answered after the end of data",
        service,
        count,
        Gauges.tag("service", service),
        Gauges.tag("verdict", verdict));
  }

  private static void show(
      Gauges gauges,
      String name,
      String description,
      Service service,
      ToLongFunction<ServiceCounts> count,
      Tag... tags) {
    gauges.show(
        name,
        description,
        () ->
            OpenServices.find()
                .map(services -> count.applyAsLong(services.counts(service)))
                .orElse(0L),
        tags);
  }

  private void verdicts(Gauges gauges, Service service) {
    for (VerdictKind verdict : VerdictKind.values()) {
      for (Rule rule : Rule.values()) {
        gauges.show(
            "chukei_verdicts_total",
            "recipients judged, by the rule that decided",
            () -> traffic.count(new Traffic.Judged(service, rule, verdict)),
            Gauges.tag("service", service),
            Gauges.tag("reason", rule),
            Gauges.tag("verdict", verdict));
      }
    }
    for (AuthResult result : AuthResult.values()) {
      gauges.show(
          "chukei_authentications_total",
          "attempts to authenticate",
          () -> traffic.count(new Traffic.Authenticated(service, result)),
          Gauges.tag("service", service),
          Gauges.tag("result", result));
    }
  }

  private void deliveries(Gauges gauges) {
    for (DeliveryResult result : DeliveryResult.values()) {
      for (Protection tls : Protection.values()) {
        gauges.show(
            "chukei_delivery_attempts_total",
            "attempts of delivery, one for each recipient",
            () -> traffic.count(new Traffic.Attempted(result, tls)),
            Gauges.tag("result", result),
            Gauges.tag("tls", tls));
      }
    }
  }
}
