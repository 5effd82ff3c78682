package org.chukei.inbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.chukei.config.Settings;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Greeting;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.Service;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.decision.DecisionLog;
import org.chukei.limit.BlockLists;
import org.chukei.limit.Gateways;
import org.chukei.limit.Limits;
import org.chukei.limit.PermitLimits;
import org.chukei.maillog.MailLog;
import org.chukei.policy.Decision;
import org.chukei.policy.RelayRules;
import org.chukei.smtp.Reply;

/**
 * Asks the rules, and where they accept, what else may keep a client out for now or for good:
 * limits by time and block lists. Neither ever lets in whom the rules refuse. Clients that are
 * UNCONDITIONAL on the connection list are spared the limit of new connections, block lists, greet
 * pause and tarpit (relay-rules, "Words"). Safe for many threads.
 */
@ApplicationScoped
public class Doorkeeper {

  private final Settings settings;
  private final RelayRules rules;
  private final Limits limits;
  private final PermitLimits permitLimits;
  private final BlockLists blockLists;
  private final Gateways gateways;
  private final DecisionLog decisions;
  private final MailLog log;

  @Inject
  public Doorkeeper(
      Settings settings,
      RelayRules rules,
      Limits limits,
      PermitLimits permitLimits,
      BlockLists blockLists,
      Gateways gateways,
      DecisionLog decisions,
      MailLog log) {
    this.settings = settings;
    this.rules = rules;
    this.limits = limits;
    this.permitLimits = permitLimits;
    this.blockLists = blockLists;
    this.gateways = gateways;
    this.decisions = decisions;
    this.log = log;
  }

  /** For the container's proxies. */
  protected Doorkeeper() {
    this(null, null, null, null, null, null, null, null);
  }

  Greeting greet(Client client) {
    if (client.posed()) {
      Greeting plain = Greeting.of(rules.greet(client).verdict());
      return new Greeting(plain.verdict(), Duration.ZERO, true, plain.enquiries());
    }
    boolean spared = rules.isUnconditional(client);
    if (!spared && !limits.connect(client)) {
      log.exceeded(client, Limit.NEW_CONNECTIONS, 1);
      return Greeting.of(
          new Verdict.Deferred(
              Reply.of(421, "too many connections in a short time, try again later")));
    }
    Decision decision = rules.greet(client);
    log.greeted(client, decision);
    if (!(decision.verdict() instanceof Verdict.Accepted)) {
      decisions.record(decision);
    }
    if (spared || client.service() != Service.MX) {
      return new Greeting(
          decision.verdict(), Duration.ZERO, spared, Greeting.of(decision.verdict()).enquiries());
    }
    return new Greeting(decision.verdict(), settings.greetPause(), false, blockLists.ask(client));
  }

  Decision decide(RelayRequest request) {
    if (request.session().client().posed()) {
      return rules.decide(request);
    }
    Decision decision = judge(request);
    decisions.record(decision);
    log.decided(request.session().client(), decision);
    if (decision.verdict() instanceof Verdict.Accepted accepted && accepted.permitted()) {
      gateways.passed(request.session());
    }
    return decision;
  }

  private Decision judge(RelayRequest request) {
    Decision decision = rules.decide(request);
    if (!(decision.verdict() instanceof Verdict.Accepted)) {
      return decision;
    }
    SessionFacts session = request.session();
    Optional<String> zone =
        isToBeLookedUp(request) ? blockLists.listing(session.client()) : Optional.empty();
    if (zone.isPresent()) {
      limits.countListed();
      return rules.listed(decision, zone.get());
    }
    return limits
        .recipient(session)
        .map(limit -> rules.exceeded(decision, limit))
        .or(() -> usedUp(decision))
        .orElse(decision);
  }

  private Optional<Decision> usedUp(Decision accepted) {
    return accepted
        .permit()
        .filter(entry -> !permitLimits.take(entry))
        .map(entry -> rules.exceeded(accepted, entry));
  }

  /** Whoever has proved who he is, or wants to complain to the postmaster, is not looked up. */
  private boolean isToBeLookedUp(RelayRequest request) {
    Client client = request.session().client();
    return client.service() == Service.MX
        && request.session().account().isEmpty()
        && !rules.isPostmaster(request.recipient())
        && !rules.isUnconditional(client);
  }

  /** Whether the message of this session would be one too many; counts it where not. */
  Optional<Verdict> refuseMessage(SessionFacts session) {
    return limits
        .message(session)
        .map(
            limit -> {
              log.exceeded(session.client(), limit, 1);
              return new Verdict.Deferred(Reply.of(450, "4.7.1", RelayRules.tooMany(limit)));
            });
  }

  /** The message that {@link #refuseMessage} let pass was not stored. */
  void messageNotTaken(SessionFacts session) {
    limits.messageNotTaken(session);
  }
}
