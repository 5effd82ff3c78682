package org.chukei.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.Optional;
import org.chukei.account.NotFoundException;
import org.chukei.account.UnacceptableException;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;

/**
 * Tells what the rules in force would decide, by the very code that decides. Nothing of it is kept
 * among the refusals.
 */
@ApplicationScoped
public class Simulator {

  private static final int SOME_PORT = 65_535;

  private final RelayRules rules;
  private final Settings settings;

  @Inject
  public Simulator(RelayRules rules, Settings settings) {
    this.rules = rules;
    this.settings = settings;
  }

  /** For the container's proxies. */
  protected Simulator() {
    this(null, null);
  }

  /**
   * The verdict of the greeting where that already refuses, else of RCPT. The client is taken to
   * use TLS where it would have to.
   *
   * @param account the account the client would have authenticated as; empty: not authenticated
   * @param clientCertificate SHA-256 of the certificate it would have shown; empty for none
   * @throws UnacceptableException where the account is no address
   * @throws NotFoundException where there is no such account
   */
  public Decision simulate(
      Service service,
      InetAddress client,
      ReversePath sender,
      ForwardPath recipient,
      Optional<String> account,
      Optional<String> clientCertificate) {
    Client peer = new Client(service, client, SOME_PORT);
    Decision greeting = rules.wouldGreet(peer);
    if (!(greeting.verdict() instanceof Verdict.Accepted)) {
      return greeting;
    }
    Optional<String> authenticated = account.map(this::accountNamed);
    SessionFacts session =
        new SessionFacts(
            peer, "", true, Optional.empty(), clientCertificate, authenticated, offer(service));
    return rules.wouldDecide(new RelayRequest(session, sender, recipient));
  }

  private String accountNamed(String name) {
    return MailboxParser.mailbox(name)
        .map(rules::accountOf)
        .orElseThrow(() -> new UnacceptableException("account", "'" + name + "' is not an address"))
        .orElseThrow(() -> new NotFoundException("there is no account " + name));
  }

  private AuthOffer offer(Service service) {
    return service.isSubmission() || settings.authOnMx() ? AuthOffer.NOW : AuthOffer.NO;
  }
}
