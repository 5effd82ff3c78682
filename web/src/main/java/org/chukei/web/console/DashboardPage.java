package org.chukei.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chukei.config.Settings;
import org.chukei.decision.VerdictKind;
import org.chukei.limit.Gateways;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.PermitList;
import org.chukei.policy.RelayRules;
import org.chukei.policy.Rule;
import org.chukei.queue.MailQueue;
import org.chukei.queue.Pauses;
import org.chukei.queue.QueueAges.Band;
import org.chukei.queue.QueueFilter;
import org.chukei.queue.QueueSizes;
import org.chukei.queue.Rest;
import org.chukei.selftest.SelfTest;
import org.chukei.selftest.SelfTestResult;
import org.chukei.surge.Surge;
import org.chukei.surge.Surges;
import org.chukei.traffic.DeliveryResult;
import org.chukei.traffic.LastHour;
import org.chukei.web.Listener;
import org.chukei.web.Version;

/** The first page: is it listening, how much waits, which rules are in force. */
@Named("dashboard")
@RequestScoped
public class DashboardPage {

  @Inject private Settings settings;
  @Inject private MailQueue queue;
  @Inject private Pauses pauses;
  @Inject private RelayRules rules;
  @Inject private PermitList permits;
  @Inject private ConnectionList connections;
  @Inject private SelfTest selfTest;
  @Inject private Gateways gateways;
  @Inject private Surges surges;
  @Inject private Shown shown;
  @Inject private LastHour lastHour;
  private QueueSizes sizes;
  private List<LastHour.Minute> minutes;

  public String getHostname() {
    return settings.hostname();
  }

  public String getVersion() {
    return Version.text();
  }

  public List<Listener> getListeners() {
    return Listener.all(pauses.isAcceptancePaused());
  }

  public QueueSizes getSizes() throws IOException {
    if (sizes == null) {
      sizes = queue.sizes();
    }
    return sizes;
  }

  /** Recipients of the last hour by verdict. */
  public Chart getComing() {
    return Chart.of(
        getMinutes().stream().map(m -> new Chart.Counted(m.from(), m.verdicts())).toList(),
        VerdictKind.values());
  }

  /** Attempts of the last hour by what they came to. */
  public Chart getGoing() {
    return Chart.of(
        getMinutes().stream().map(m -> new Chart.Counted(m.from(), m.deliveries())).toList(),
        DeliveryResult.values());
  }

  private List<LastHour.Minute> getMinutes() {
    if (minutes == null) {
      minutes = lastHour.minutes();
    }
    return minutes;
  }

  /** What a column tells who points at it. */
  public String tip(Chart.Column column) {
    return shown.minute(column.from())
        + column.values().stream().map(value -> " / " + value).collect(Collectors.joining());
  }

  /**
   * Messages that have waited about equally long.
   *
   * @param share of the largest band's, in percent
   */
  public record Age(Band band, long messages, long share) {}

  /** The youngest first. */
  public List<Age> getAges() throws IOException {
    Map<Band, Long> messages = queue.ages().messages();
    long most = messages.values().stream().max(Comparator.naturalOrder()).orElse(0L);
    return Arrays.stream(Band.values())
        .map(band -> new Age(band, messages.get(band), share(messages.get(band), most)))
        .toList();
  }

  private static long share(long part, long most) {
    return most == 0 ? 0 : 100 * part / most;
  }

  /**
   * A rule that has decided in the last hour.
   *
   * @param share of the most frequent one's recipients, in percent
   */
  public record Reason(Rule rule, VerdictKind verdict, long recipients, long share) {}

  /** The most frequent first. */
  public List<Reason> getReasons() {
    List<Reason> reasons = new ArrayList<>();
    lastHour
        .reasons()
        .forEach(
            (rule, verdicts) ->
                verdicts.forEach((kind, count) -> reasons.add(new Reason(rule, kind, count, 0))));
    long most = reasons.stream().mapToLong(Reason::recipients).max().orElse(1);
    return reasons.stream()
        .sorted(Comparator.comparingLong(Reason::recipients).reversed())
        .map(r -> new Reason(r.rule(), r.verdict(), r.recipients(), share(r.recipients(), most)))
        .toList();
  }

  /** Destinations that are left alone because they can't be reached, and why. */
  public List<Map.Entry<String, Rest>> getTroubles() {
    return List.copyOf(queue.resting().entrySet());
  }

  /** When charge was taken of what waits longest; empty text where nothing waits. */
  public String getOldest() throws IOException {
    return queue.list(QueueFilter.ALL, Optional.empty(), 1).messages().stream()
        .findFirst()
        .map(message -> shown.time(message.envelope().acceptedAt()))
        .orElse("");
  }

  /** Null before the first run. */
  public SelfTestResult getSelfTest() {
    return selfTest.last().orElse(null);
  }

  public void runSelfTest() {
    selfTest.run();
  }

  public List<Surge> getSurges() {
    return surges.open();
  }

  public List<Gateways.Suspect> getSuspects() {
    return gateways.suspects();
  }

  public long getRulesVersion() {
    return rules.version();
  }

  public int getPermits() {
    return permits.current().entries().size();
  }

  public int getConnections() {
    return connections.current().entries().size();
  }
}
