package org.chukei.policy;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.chukei.account.Directory;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.DecisionId;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.policy.RulesSnapshot.Standing;
import org.chukei.policy.Situation.Place;
import org.chukei.smtp.Reply;

/**
 * Decides what may be relayed: gathers the facts of a question from a snapshot and asks the {@link
 * Rule}s in order. Plain Java, holds nothing between questions, safe for many threads.
 */
final class RelayPolicy {

  /** The session greets in its own words. */
  private static final Verdict WELCOME = new Verdict.Accepted(Reply.of(220, "welcome"));

  private final Profile profile;
  private final Clock clock;

  RelayPolicy(Profile profile, Clock clock) {
    this.profile = profile;
    this.clock = clock;
  }

  /** Rule 1, before there is a sender or a recipient. */
  Decision greet(Client client, RulesSnapshot rules) {
    DecisionId id = DecisionId.random();
    Standing standing = rules.standing(client);
    boolean denied = standing.is(ConnectionAction.DENY);
    Verdict verdict =
        denied
            ? new Verdict.Refused(
                Outcome.Replies.greeting(554, "no mail is taken from this client", id))
            : WELCOME;
    return new Judgement(
        id,
        now(),
        Rule.DENIED,
        verdict,
        new Evidence.OfGreeting(client, standing, denied, rules.version()));
  }

  /** Rules 1 to 9. */
  Decision decide(RelayRequest request, RulesSnapshot rules) {
    DecisionId id = DecisionId.random();
    Instant now = now();
    Standing standing = rules.standing(request, now);
    Situation situation = situation(request, standing, rules.directory());
    Ruling ruling = Ruling.of(situation);
    return new Judgement(
        id,
        now,
        ruling.rule(),
        ruling.outcome().verdict(id, situation.effectivePermit()),
        new Evidence.OfRecipient(request, standing, situation, rules.version()));
  }

  /** Rule 0. */
  Decision withoutRules(RelayRequest request) {
    DecisionId id = DecisionId.random();
    return new Judgement(
        id,
        now(),
        Rule.NO_RULES,
        new Verdict.Deferred(Outcome.Replies.of(451, "4.3.0", "not now, try again later", id)),
        new Evidence.OfNoRules(request));
  }

  /** With no rules it can't be told who is denied: the session opens, and each RCPT gets 451. */
  Decision greetWithoutRules(Client client) {
    return new Judgement(
        DecisionId.random(),
        now(),
        Rule.NO_RULES,
        WELCOME,
        new Evidence.OfGreetingWithoutRules(client));
  }

  /** As exact as it is recorded: an explanation does not change when it comes from the database. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Situation situation(RelayRequest request, Standing standing, Directory directory) {
    SessionFacts session = request.session();
    Optional<String> account = session.account().filter(directory::isAccount);
    return new Situation(
        session.client().service().isSubmission(),
        standing.is(ConnectionAction.DENY),
        standing.permit().isPresent(),
        !standing.unmet().isEmpty(),
        standing.is(ConnectionAction.UNCONDITIONAL),
        profile.permittedNeedAuth(),
        profile.isStrictFor(session.client().address()),
        account.isPresent(),
        account.isPresent() && directory.owns(account.get(), request.sender()),
        Place.of(request.sender(), directory),
        Place.of(directory.resolve(request.recipient())),
        directory.isPostmaster(request.recipient()),
        session.authOffer());
  }
}
