package org.chukei.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import org.chukei.config.Settings;
import org.chukei.limit.Gateways;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.PermitList;
import org.chukei.policy.RelayRules;
import org.chukei.queue.MailQueue;
import org.chukei.queue.Pauses;
import org.chukei.queue.QueueSizes;
import org.chukei.selftest.SelfTest;
import org.chukei.selftest.SelfTestResult;
import org.chukei.surge.Surge;
import org.chukei.surge.Surges;
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
  private QueueSizes sizes;

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
