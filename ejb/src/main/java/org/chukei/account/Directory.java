package org.chukei.account;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chukei.connector.api.Authentication;
import org.chukei.connector.api.ScramParameters;
import org.chukei.connector.api.ScramProof;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;

/**
 * Who is local and who owns which address, from one reading of the tables (relay-rules, "Words").
 * Immutable. What an address resolves to is made when it is asked for: there may be 100,000.
 */
public final class Directory implements LocalUsers {

  private static final Resolution UNKNOWN = new Resolution.Unknown();

  private final Map<String, Optional<ScramKeys>> accounts;
  private final Map<String, Alias> aliases = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();
  private final Map<String, Optional<String>> catchAllByDomain = new HashMap<>();
  private final Map<String, Set<String>> granted = new HashMap<>();
  private final Optional<Resolution> configuredPostmaster;
  private final Resolution barePostmaster;

  /**
   * @param hostname our own name, where mail for the bare postmaster belongs
   * @param postmaster where mail for postmaster and abuse goes; empty: a Maildir of its own
   */
  public Directory(DirectoryEntries entries, String hostname, Optional<Mailbox> postmaster) {
    accounts = entries.accounts();
    entries.aliases().forEach(alias -> aliases.put(alias.address(), alias));
    entries.groups().forEach(group -> groups.put(group.address(), group));
    entries.domains().forEach(domain -> catchAllByDomain.put(domain.name(), domain.catchAll()));
    entries
        .grants()
        .forEach(
            grant ->
                granted
                    .computeIfAbsent(grant.account(), account -> new HashSet<>())
                    .add(grant.address()));
    configuredPostmaster = postmaster.map(this::postmasterAccount);
    String ownName = hostname.toLowerCase(Locale.ROOT);
    barePostmaster =
        catchAllByDomain.containsKey(ownName)
            ? postmasterOf(ownName)
            : configuredPostmaster.orElseGet(() -> ownMaildir(hostname));
  }

  /** An account, an alias or a group with this very address. */
  private Optional<Resolution> explicit(String key) {
    Group group = groups.get(key);
    if (group != null) {
      return Optional.of(local(group));
    }
    Alias alias = aliases.get(key);
    if (alias != null) {
      return Optional.of(local(alias));
    }
    return accounts.containsKey(key) ? Optional.of(justAccount(key)) : Optional.empty();
  }

  private boolean isExplicit(String key) {
    return groups.containsKey(key) || aliases.containsKey(key) || accounts.containsKey(key);
  }

  /** The account that has this address or this alias. */
  private Optional<String> owner(String key) {
    Alias alias = aliases.get(key);
    return alias != null ? Optional.of(alias.account()) : Optional.of(key).filter(this::isAccount);
  }

  /** What an operator wrote for postmaster at a domain wins over the setting. */
  private Resolution postmasterOf(String domain) {
    return explicit(postmasterAt(domain))
        .or(() -> configuredPostmaster)
        .orElseGet(() -> ownMaildir(domain));
  }

  /** Every domain has them, be they written down or not (RFC 5321 §4.5.1, RFC 2142 §§2, 5). */
  private Optional<Resolution> reserved(Mailbox mailbox) {
    String domain = mailbox.domain().key();
    return switch (Addresses.localKey(mailbox)) {
      case Addresses.POSTMASTER -> Optional.of(postmasterOf(domain));
      case Addresses.ABUSE -> configuredPostmaster.or(() -> Optional.of(postmasterOf(domain)));
      default -> Optional.empty();
    };
  }

  private Resolution postmasterAccount(Mailbox configured) {
    String key = Addresses.key(configured);
    return explicit(key)
        .orElseGet(() -> Resolution.Local.account(MailboxParser.mailbox(key).orElse(configured)));
  }

  private static String postmasterAt(String domain) {
    return Addresses.POSTMASTER + "@" + domain;
  }

  /** A machine's name need not be a domain name; the mail must have a place all the same. */
  private static Resolution ownMaildir(String domain) {
    return justAccount(
        MailboxParser.domain(domain)
            .map(name -> postmasterAt(name.key()))
            .orElse(postmasterAt("localhost")));
  }

  private static Resolution justAccount(String address) {
    return Resolution.Local.account(mailbox(address));
  }

  private static Resolution local(Alias alias) {
    Optional<Mailbox> elsewhere = alias.forwardTo().map(Directory::mailbox);
    Mailbox account = mailbox(alias.account());
    return new Resolution.Local(
        mailbox(alias.address()),
        elsewhere.isPresent() ? List.of() : List.of(account),
        elsewhere.stream().toList(),
        elsewhere.map(foreign -> account));
  }

  private static Resolution local(Group group) {
    return new Resolution.Local(
        mailbox(group.address()),
        group.members().stream().map(Directory::mailbox).toList(),
        group.foreignMembers().stream().map(Directory::mailbox).toList(),
        group.owner().map(Directory::mailbox));
  }

  private static Mailbox mailbox(String address) {
    return MailboxParser.mailbox(address)
        .orElseThrow(() -> new IllegalStateException("no address: " + address));
  }

  @Override
  public Resolution resolve(ForwardPath recipient) {
    return recipient.mailbox().map(this::resolve).orElse(barePostmaster);
  }

  /** What this mailbox is to us, be it sender or recipient. */
  public Resolution resolve(Mailbox mailbox) {
    Optional<String> catchAll = catchAllByDomain.get(mailbox.domain().key());
    if (catchAll == null) {
      return new Resolution.Foreign(mailbox);
    }
    String key = Addresses.key(mailbox);
    return explicit(key)
        .or(() -> reserved(mailbox))
        .or(() -> Addresses.withoutSubaddress(key).filter(this::isOwned).flatMap(this::explicit))
        .or(() -> catchAll.map(Directory::justAccount))
        .orElse(UNKNOWN);
  }

  private boolean isOwned(String key) {
    return owner(key).isPresent();
  }

  private Optional<String> subaddressOwner(String key) {
    return Addresses.withoutSubaddress(key).flatMap(this::owner);
  }

  /** Bare or at a local domain: the address that every server must take (RFC 5321 §4.5.1). */
  public boolean isPostmaster(ForwardPath recipient) {
    return recipient
        .mailbox()
        .map(
            mailbox ->
                catchAllByDomain.containsKey(mailbox.domain().key())
                    && Addresses.localKey(mailbox).equals(Addresses.POSTMASTER))
        .orElse(true);
  }

  /** The account with this very address. */
  public Optional<String> accountOf(Mailbox mailbox) {
    return Optional.of(Addresses.key(mailbox)).filter(this::isAccount);
  }

  /** A session may outlive the account it authenticated as. */
  public boolean isAccount(String account) {
    return accounts.containsKey(account);
  }

  /**
   * True for the account's address, its aliases, their subaddresses, what was granted to it, and
   * the null reverse-path (read receipts, vacation notices).
   */
  public boolean owns(String account, ReversePath sender) {
    if (!isAccount(account)) {
      return false;
    }
    return sender
        .mailbox()
        .map(
            mailbox -> {
              String key = Addresses.key(mailbox);
              return owner(key).filter(account::equals).isPresent()
                  || granted.getOrDefault(account, Set.of()).contains(key)
                  // An address of someone's own is nobody else's subaddress.
                  || (!isExplicit(key) && subaddressOwner(key).filter(account::equals).isPresent());
            })
        .orElse(true);
  }

  /** What SCRAM tells a client of this name, be there such an account or not. */
  public ScramParameters scramParameters(String name, FakeScramParameters fakes) {
    ScramParameters fake = fakes.of(name);
    return keys(name).map(ScramKeys::parameters).orElse(fake);
  }

  /** Verifies a proof; refuses one for an account that does not exist or can't log in. */
  public Authentication authenticate(ScramProof proof) {
    Optional<ScramKeys> keys = keys(proof.authenticationId());
    if (keys.isEmpty()) {
      ScramKeys.verifyNobody(proof.authMessage(), proof.proof());
      return new Authentication.Denied();
    }
    Optional<String> signature = keys.get().verify(proof.authMessage(), proof.proof());
    String account = account(proof.authenticationId()).orElseThrow();
    return signature.isPresent()
        ? new Authentication.Granted(account, signature)
        : new Authentication.Denied();
  }

  private Optional<String> account(String name) {
    return MailboxParser.mailbox(name).flatMap(this::accountOf);
  }

  private Optional<ScramKeys> keys(String name) {
    return account(name).flatMap(accounts::get);
  }

  /**
   * Verifies a password; a wrong one takes as long for an account that does not exist or can't log
   * in.
   *
   * @return the account's address; empty where name or password are wrong
   */
  public Optional<String> authenticate(
      String name, String password, RememberedPasswords remembered) {
    Optional<Password> prepared = Password.read(password);
    Optional<String> account = account(name);
    Optional<ScramKeys> keys = keys(name);
    if (prepared.isEmpty() || keys.isEmpty()) {
      ScramKeys.matchNobody(prepared.orElse(Password.of("nobody")));
      return Optional.empty();
    }
    return remembered.match(keys.get(), prepared.get()) ? account : Optional.empty();
  }
}
