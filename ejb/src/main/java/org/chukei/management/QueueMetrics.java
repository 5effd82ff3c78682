package org.chukei.management;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.function.Function;
import org.chukei.management.QueueFigures.Figures;
import org.chukei.queue.DeliveryScheduler;
import org.chukei.queue.QueueAges.Band;
import org.chukei.store.MessageStore;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Queue, destinations and store in the metrics. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class QueueMetrics {

  @Inject private QueueFigures figures;
  @Inject private DeliveryScheduler scheduler;
  @Inject private MessageStore store;
  @Inject private Acceptance acceptance;
  @Inject private MetricRegistry registry;

  @PostConstruct
  void measure() {
    Gauges gauges = new Gauges(registry);
    gauges.show("chukei_accepting", "1 while clients can leave mail here", acceptance::accepting);
    show(gauges, "chukei_queue_messages", "messages owed", f -> f.sizes().messages());
    show(gauges, "chukei_queue_octets", "of their contents", f -> f.sizes().octets());
    recipients(gauges, "active", f -> f.sizes().active());
    recipients(gauges, "deferred", f -> f.sizes().deferred());
    recipients(gauges, "held", f -> f.sizes().held());
    show(
        gauges,
        "chukei_queue_oldest_seconds",
        "age of the oldest message owed",
        f -> f.ages().oldest().toSeconds());
    for (Band band : EnumSet.complementOf(EnumSet.of(Band.FRESH))) {
      show(
          gauges,
          "chukei_queue_messages_older",
          "messages owed that are older than this",
          f -> f.ages().from(band),
          new Tag("than", band.label()));
    }
    destinations(gauges);
    store
        .forces()
        .ifPresent(
            forces -> gauges.show("chukei_store_fsync_seconds", "each fsync of the queue", forces));
  }

  private void recipients(Gauges gauges, String state, Function<Figures, Number> number) {
    show(gauges, "chukei_queue_recipients", "recipients owed", number, new Tag("state", state));
  }

  private void show(
      Gauges gauges,
      String name,
      String description,
      Function<Figures, Number> number,
      Tag... tags) {
    gauges.show(name, description, () -> figures.number(number), tags);
  }

  private void destinations(Gauges gauges) {
    String name = "chukei_destinations";
    String description = "destinations with mail of late; those left alone; those paused";
    gauges.show(
        name, description, () -> scheduler.destinations().known(), new Tag("state", "known"));
    gauges.show(
        name, description, () -> scheduler.destinations().resting(), new Tag("state", "resting"));
    gauges.show(
        name, description, () -> scheduler.destinations().paused(), new Tag("state", "paused"));
  }
}
