package org.chukei.management;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.OpenServices;
import org.chukei.limit.Limits;
import org.chukei.surge.Surge;
import org.chukei.surge.Surges;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** The limits of the adapter and of the application, as one table; in the metrics likewise. */
@Singleton
@Startup
@Local(LimitsMXBean.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LimitsManagement implements LimitsMXBean {

  @Inject private Limits limits;
  @Inject private Surges surges;
  @Inject private MetricRegistry metrics;

  @Override
  public Map<String, Long> getExceeded() {
    Map<String, Long> exceeded = new TreeMap<>();
    for (Limit limit : Limit.values()) {
      exceeded.put(limit.toString(), exceeded(limit));
    }
    return exceeded;
  }

  @Override
  public long getListed() {
    return limits.listed();
  }

  @Override
  public List<String> getSurges() {
    return surges.open().stream().map(Surge::text).toList();
  }

  private long exceeded(Limit limit) {
    long atTheDoor =
        OpenServices.find().map(services -> services.exceeded().getOrDefault(limit, 0L)).orElse(0L);
    return atTheDoor + limits.exceeded().getOrDefault(limit, 0L);
  }

  /** At the start, so that a counter is there before anything is counted. */
  @PostConstruct
  void measure() {
    for (Limit limit : Limit.values()) {
      metrics.gauge(
          "chukei_limit_exceeded",
          this,
          it -> it.exceeded(limit),
          new Tag("limit", limit.toString()));
    }
    metrics.gauge("chukei_dnsbl_listed", this, LimitsManagement::getListed);
    Gauges gauges = new Gauges(metrics);
    gauges.show("chukei_surges", "senders with far more than before", () -> surges.open().size());
    gauges.show("chukei_surges_total", "the same since the start", surges::total);
  }
}
