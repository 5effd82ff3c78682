package org.chukei.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chukei.account.Directory;
import org.chukei.account.DirectoryEntries;
import org.chukei.account.DirectoryTables;
import org.chukei.account.FakeScramParameters;
import org.chukei.account.LocalUsers;
import org.chukei.account.RememberedPasswords;
import org.chukei.account.RulesChanged;
import org.chukei.account.RulesDatabase;
import org.chukei.account.RulesVersionRow;
import org.chukei.config.Settings;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.Client;
import org.chukei.connector.api.Credentials;
import org.chukei.connector.api.Limit;
import org.chukei.connector.api.RelayRequest;
import org.chukei.connector.api.ScramParameters;
import org.chukei.connector.api.ScramProof;
import org.chukei.connector.api.SessionFacts;
import org.chukei.connector.api.Verdict;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Mailbox;

/**
 * The rules in force, answered from a snapshot in memory; never waits for the database. Safe for
 * many threads.
 */
@ApplicationScoped
public class RelayRules implements LocalUsers {

  private static final Logger LOG = System.getLogger(RelayRules.class.getName());

  private final Settings settings;
  private final RulesDatabase database;
  private final Clock clock;
  private final RelayPolicy policy;
  private final FakeScramParameters fakes;
  private final RememberedPasswords passwords;
  private final OncePerVersion<PermitTable> permits =
      new OncePerVersion<>(
          ListKind.PERMIT, em -> new PermitTable(ListForm.PERMITS.current(em).entries()));
  private final OncePerVersion<ConnectionTable> connections =
      new OncePerVersion<>(
          ListKind.CONNECTION,
          em -> new ConnectionTable(ListForm.CONNECTIONS.current(em).entries()));
  private final AtomicBoolean away = new AtomicBoolean();

  private volatile Optional<RulesSnapshot> snapshot = Optional.empty();

  @Inject
  public RelayRules(Settings settings, Clock clock, RulesDatabase database) {
    this.settings = settings;
    this.database = database;
    this.clock = clock;
    this.policy = new RelayPolicy(Profile.of(settings), clock);
    this.fakes = new FakeScramParameters(settings.home());
    this.passwords = new RememberedPasswords(clock);
  }

  /** For the container's proxies. */
  protected RelayRules() {
    settings = null;
    database = null;
    clock = null;
    policy = null;
    fakes = null;
    passwords = null;
  }

  /** The question of a connection; {@link Decision#verdict()} is what the listener returns. */
  public Decision greet(Client client) {
    Optional<RulesSnapshot> rules = snapshot;
    return rules.isPresent() ? policy.greet(client, rules.get()) : policy.greetWithoutRules(client);
  }

  /** The question of one RCPT; {@link Decision#verdict()} is what the listener returns. */
  public Decision decide(RelayRequest request) {
    Optional<RulesSnapshot> rules = snapshot;
    return rules.isPresent() ? policy.decide(request, rules.get()) : policy.withoutRules(request);
  }

  /** What the settings say: an effective permit counts only in an authenticated session. */
  public boolean permittedNeedAuth() {
    return settings.permittedNeedAuth();
  }

  /** What the settings say: the profile is strict. */
  public boolean isStrict() {
    return settings.strictRules();
  }

  /** The rules in force; empty while none are known. Asks all of its questions of one version. */
  public Optional<DraftedRules> inForce() {
    return snapshot.map(rules -> new DraftedRules(policy, rules));
  }

  /**
   * The rules in force but for what the draft says otherwise, for asking only.
   *
   * @throws ListRejectedException where a line of its lists can't be read
   */
  public Optional<DraftedRules> drafted(RulesDraft draft) {
    Optional<PermitTable> permits =
        draft.permits().map(ListForm.PERMITS::parseOfBoth).map(PermitTable::new);
    Optional<ConnectionTable> connections =
        draft.connections().map(ListForm.CONNECTIONS::parseOfBoth).map(ConnectionTable::new);
    Profile profile = Profile.of(settings);
    RelayPolicy other =
        new RelayPolicy(
            new Profile(
                draft.permittedNeedAuth().orElse(profile.permittedNeedAuth()),
                draft.strict().orElse(profile.strict()),
                profile.isOwn()),
            clock);
    return snapshot.map(
        rules ->
            new DraftedRules(
                other,
                new RulesSnapshot(
                    rules.version(),
                    permits.orElse(rules.permits()),
                    connections.orElse(rules.connections()),
                    rules.directory())));
  }

  /** On the connection list, and so spared what other clients are asked for. */
  public boolean isUnconditional(Client client) {
    return snapshot
        .filter(rules -> rules.standing(client).is(ConnectionAction.UNCONDITIONAL))
        .isPresent();
  }

  /** Postmaster, bare or at a local domain; false while no rules are known. */
  public boolean isPostmaster(ForwardPath recipient) {
    return snapshot.filter(rules -> rules.directory().isPostmaster(recipient)).isPresent();
  }

  /** The rules accept, but the client has had what a limit allows it: not now. */
  public Decision exceeded(Decision accepted, Limit limit) {
    return Withheld.of(
        accepted,
        id -> new Verdict.Deferred(Outcome.Replies.of(450, "4.7.1", tooMany(limit), id)),
        new Decision.Fact("limit", limit.toString()),
        "the limit " + limit + " is used up",
        "it would have passed if the limit " + limit + " were higher, or later");
  }

  /** The rules accept, but the entry of the permit list has had what it allows: not now. */
  public Decision exceeded(Decision accepted, PermitEntry entry) {
    return Withheld.of(
        accepted,
        id ->
            new Verdict.Deferred(
                Outcome.Replies.of(450, "4.7.1", tooMany(Limit.RECIPIENTS_PER_CLIENT), id)),
        new Decision.Fact("limit", entry.text()),
        "the limit of the permit entry " + entry.text() + " is used up",
        "it would have passed if the limit of the permit entry "
            + entry.text()
            + " were higher, or later");
  }

  /** What a client hears of a limit. */
  public static String tooMany(Limit limit) {
    boolean messages = limit == Limit.MESSAGES_PER_CLIENT || limit == Limit.MESSAGES_PER_ACCOUNT;
    return "too many "
        + (messages ? "messages" : "recipients")
        + " from you within an hour, try again later";
  }

  /** The rules accept, but a block list has the client. */
  public Decision listed(Decision accepted, String zone) {
    return Withheld.of(
        accepted,
        id ->
            new Verdict.Refused(
                Outcome.Replies.of(
                    550, "5.7.1", "this client is listed by " + zone + ", ask there", id)),
        new Decision.Fact("dnsbl", zone),
        "the block list " + zone + " has the client",
        "it would have passed if the block list "
            + zone
            + " did not have the client, or if the client were UNCONDITIONAL on the connection"
            + " list");
  }

  /** What SCRAM tells a client of an account; empty while there are no rules. */
  public Optional<ScramParameters> scramParameters(String authenticationId) {
    return snapshot.map(rules -> rules.directory().scramParameters(authenticationId, fakes));
  }

  /** Verifies a proof of SCRAM-SHA-256. */
  public Authentication authenticate(ScramProof proof) {
    Optional<RulesSnapshot> rules = snapshot;
    if (rules.isEmpty()) {
      return new Authentication.NotNow();
    }
    Authentication verified = rules.get().directory().authenticate(proof);
    return proof.flaw().isPresent()
            || isSomebodyElse(proof.authorizationId(), proof.authenticationId())
        ? new Authentication.Denied()
        : verified;
  }

  /** RFC 4616 §2, RFC 5802 §5.1: nobody acts as somebody else here. */
  private static boolean isSomebodyElse(Optional<String> authorizationId, String self) {
    return authorizationId.filter(as -> !as.isEmpty() && !as.equalsIgnoreCase(self)).isPresent();
  }

  /** Verifies a password. A wrong one takes as long for an account that does not exist. */
  public Authentication authenticate(SessionFacts session, Credentials credentials) {
    Optional<RulesSnapshot> rules = snapshot;
    if (rules.isEmpty()) {
      return new Authentication.NotNow();
    }
    boolean asSomebodyElse =
        isSomebodyElse(credentials.authorizationId(), credentials.authenticationId());
    Optional<String> account =
        rules
            .get()
            .directory()
            .authenticate(credentials.authenticationId(), credentials.password(), passwords);
    return account.isPresent() && !asSomebodyElse
        ? new Authentication.Granted(account.get())
        : new Authentication.Denied();
  }

  @Override
  public Resolution resolve(ForwardPath recipient) {
    return directory().resolve(recipient);
  }

  /** The account with this very address, as the rules name it; aliases are none. */
  public Optional<String> accountOf(Mailbox mailbox) {
    return directory().accountOf(mailbox);
  }

  private Directory directory() {
    return snapshot
        .map(RulesSnapshot::directory)
        .orElseThrow(() -> new IllegalStateException("the rules could not be read yet"));
  }

  /** The version of the rules in force; 0 where none was ever read. */
  public long version() {
    return snapshot.map(RulesSnapshot::version).orElse(0L);
  }

  /** Reads the rules and puts them in force. @throws RuntimeException where they can't be read */
  public void reload() {
    RulesSnapshot read = database.read(this::read);
    putInForce(read);
    if (away.getAndSet(false)) {
      LOG.log(Level.INFO, "the rules can be read again, version {0}", read.version());
    }
  }

  /** Two reloads at a time may finish in either order; the older reading must not win. */
  private synchronized void putInForce(RulesSnapshot read) {
    if (read.version() >= version()) {
      snapshot = Optional.of(read);
    }
  }

  /**
   * For a timer: reloads if another node changed the rules, and at first. Where the database is
   * away, the rules in memory stay in force, and it says so once.
   */
  public void refreshIfChanged() {
    try {
      if (snapshot.isEmpty() || database.read(RulesVersionRow::current) != version()) {
        reload();
      } else if (away.getAndSet(false)) {
        LOG.log(Level.INFO, "the rules can be read again, version {0}", version());
      }
    } catch (RuntimeException e) {
      if (!away.getAndSet(true)) {
        LOG.log(
            Level.WARNING,
            snapshot.isPresent()
                ? "the rules can't be read; the ones in memory stay in force"
                : "the rules can't be read; until then every recipient is answered 451",
            e);
      }
    }
  }

  void onChange(@Observes RulesChanged changed) {
    // What was saved stays saved; if it can't be read back just now, the timer tries again.
    refreshIfChanged();
  }

  private RulesSnapshot read(EntityManager em) {
    // The version first: what is committed after it shows as a newer version at the next look.
    long version = RulesVersionRow.current(em);
    DirectoryEntries entries = DirectoryTables.read(em);
    return new RulesSnapshot(
        version,
        permits.of(em),
        connections.of(em),
        new Directory(entries, settings.hostname(), settings.postmaster()));
  }
}
