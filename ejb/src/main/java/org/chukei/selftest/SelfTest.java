package org.chukei.selftest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.chukei.account.LocalDomain;
import org.chukei.account.LocalDomains;
import org.chukei.connector.api.OpenServices;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SmtpServices;
import org.chukei.connector.api.SmtpTalk;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.PermitEntry;
import org.chukei.policy.PermitList;
import org.chukei.policy.RelayRules;
import org.chukei.selftest.PosedAddresses.Standing;

/**
 * Tries, at the services themselves, whether this server relays for whom it must not: as strangers,
 * by every trick that is known, and as the addresses at the edges of each permitted range. What
 * should come out is read from the lists line by line, apart from the tables that decide. Nothing
 * is sent, recorded or limited. Safe for many threads; one run at a time.
 */
@ApplicationScoped
public class SelfTest {

  static final int MOST_FINDINGS = 20;
  private static final int MOST_RANGES = 50;
  private static final Logger LOG = System.getLogger(SelfTest.class.getName());

  private final RelayRules rules;
  private final PermitList permits;
  private final ConnectionList connections;
  private final LocalDomains domains;
  private final Clock clock;
  private volatile Optional<SelfTestResult> last = Optional.empty();

  @Inject
  public SelfTest(
      RelayRules rules,
      PermitList permits,
      ConnectionList connections,
      LocalDomains domains,
      Clock clock) {
    this.rules = rules;
    this.permits = permits;
    this.connections = connections;
    this.domains = domains;
    this.clock = clock;
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected SelfTest() {
    rules = null;
    permits = null;
    connections = null;
    domains = null;
    clock = null;
  }

  /** Empty before the first run. */
  public Optional<SelfTestResult> last() {
    return last;
  }

  /** Runs it where the rules have changed since the last run, or it could not be run. */
  public void runIfChanged() {
    boolean isKnown =
        last.filter(
                result ->
                    result.rulesVersion() == rules.version()
                        && result.state() != SelfTestResult.State.NOT_RUN)
            .isPresent();
    if (!isKnown && OpenServices.find().isPresent() && rules.version() > 0) {
      run();
    }
  }

  /** Takes a second or so. */
  public synchronized SelfTestResult run() {
    Run run = new Run();
    long version = rules.version();
    try {
      run.all();
    } catch (IOException | RuntimeException e) {
      run.trouble = String.valueOf(e.getMessage());
    }
    boolean changed = rules.version() != version;
    SelfTestResult result =
        new SelfTestResult(
            clock.instant(),
            version,
            run.addresses,
            run.asked,
            run.sampled,
            changed ? List.of() : run.findings, // they were judged by lists of another version
            changed ? "the rules changed meanwhile" : run.trouble);
    tell(result);
    last = Optional.of(result);
    return result;
  }

  private void tell(SelfTestResult result) {
    boolean same = last.filter(former -> former.state() == result.state()).isPresent();
    if (result.state() == SelfTestResult.State.FAILED) {
      result.findings().forEach(f -> LOG.log(Level.ERROR, "open-relay self-test: " + f.text()));
    } else if (!same) {
      LOG.log(Level.INFO, "open-relay self-test " + result.text());
    }
  }

  /** One run. */
  private final class Run {

    private final List<Finding> findings = new ArrayList<>();
    private int addresses;
    private int asked;
    private boolean sampled;
    private String trouble = "";

    void all() throws IOException {
      SmtpServices services =
          OpenServices.find().orElseThrow(() -> new IOException("the services are not open"));
      List<PermitEntry> permitted = permits.current().entries();
      PosedAddresses posed =
          new PosedAddresses(permitted, connections.current().entries(), rules.permittedNeedAuth());
      Set<String> ours = domains.list().stream().map(LocalDomain::name).collect(Collectors.toSet());
      List<Probe> probes = Probe.all(ours.stream().sorted().findFirst());
      for (InetAddress stranger : posed.strangers()) {
        addresses++;
        for (Service service : services.services()) {
          if (service != Service.SUBMISSIONS) { // the same rules as submission, after a handshake
            for (Probe probe : probes) {
              ask(services, service, stranger, probe, Standing.STRANGER, ours);
            }
          }
        }
      }
      sampled = permitted.size() > MOST_RANGES;
      for (InetAddress edge : posed.edges(MOST_RANGES, new Random())) {
        addresses++;
        ask(services, Service.MX, edge, Probe.PLAIN, posed.standing(edge), ours);
      }
    }

    private void ask(
        SmtpServices services,
        Service service,
        InetAddress client,
        Probe probe,
        Standing standing,
        Set<String> ours)
        throws IOException {
      String reply = answer(services, service, client, probe);
      asked++;
      boolean relayed = reply.startsWith("2") && !probe.isLocal(ours);
      boolean wrong =
          switch (standing) {
            case STRANGER -> relayed;
            case RELAYS -> !reply.startsWith("2");
            case MAY_RELAY -> false;
          };
      if (wrong && findings.size() < MOST_FINDINGS) {
        findings.add(new Finding(service, client, probe.name(), relayed, reply));
      }
    }

    /** The first reply that refuses, or the one to RCPT. */
    private String answer(SmtpServices services, Service service, InetAddress client, Probe probe)
        throws IOException {
      try (SmtpTalk talk = services.pose(service, client)) {
        String reply = talk.greeting();
        for (String command :
            List.of(
                "EHLO self-test.invalid",
                "MAIL FROM:" + probe.sender(),
                "RCPT TO:" + probe.recipient())) {
          if (!reply.startsWith("2")) {
            return reply;
          }
          reply = talk.ask(command);
        }
        return reply;
      }
    }
  }
}
