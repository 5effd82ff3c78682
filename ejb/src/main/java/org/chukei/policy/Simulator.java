package org.chukei.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.chukei.account.NotFoundException;
import org.chukei.account.UnacceptableException;
import org.chukei.config.Settings;
import org.chukei.connector.api.AuthOffer;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.smtp.MailboxParser;

/**
 * Tells what the rules in force would decide, by the very code that decides. Nothing of it is
 * recorded.
 */
@ApplicationScoped
public class Simulator {

  private static final int SOME_PORT = 65_535;
  private static final String SOME_TLS = "TLS";

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
   * The verdict of the greeting where that already refuses, else of RCPT.
   *
   * @throws NotFoundException where there is no such account
   * @throws UnacceptableException where the account is no address
   */
  public Decision simulate(RelayQuestion question) {
    Client peer = new Client(question.service(), question.client(), SOME_PORT);
    Decision greeting = rules.greet(peer);
    if (!(greeting.verdict() instanceof Verdict.Accepted)) {
      return greeting;
    }
    SessionFacts session =
        new SessionFacts(
            peer,
            "",
            true,
            question.tls() ? Optional.of(SOME_TLS) : Optional.empty(),
            question.clientCertificate(),
            question.account().map(this::accountNamed),
            offer(question));
    return rules.decide(new RelayRequest(session, question.sender(), question.recipient()));
  }

  private String accountNamed(String name) {
    return MailboxParser.mailbox(name)
        .map(rules::accountOf)
        .orElseThrow(() -> new UnacceptableException("account", "'" + name + "' is not an address"))
        .orElseThrow(() -> new NotFoundException("there is no account " + name));
  }

  /** As a session would offer it. */
  private AuthOffer offer(RelayQuestion question) {
    if (!question.service().isSubmission() && !settings.authOnMx()) {
      return AuthOffer.NO;
    }
    return question.tls() || settings.mayAuthWithoutTls(question.client())
        ? AuthOffer.NOW
        : AuthOffer.AFTER_STARTTLS;
  }
}
