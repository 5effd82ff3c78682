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
 * Immutable; answers without allocation to speak of.
 */
public final class Directory implements LocalUsers {

  private static final Resolution UNKNOWN = new Resolution.Unknown();

  private final Map<String, Optional<ScramKeys>> accounts;
  private final Map<String, Optional<Resolution>> catchAllByDomain = new HashMap<>();

  /** Accounts, aliases and groups. */
  private final Map<String, Resolution> explicit = new HashMap<>();

  /** Accounts and aliases to their account. */
  private final Map<String, String> owner = new HashMap<>();

  private final Map<String, Set<String>> granted = new HashMap<>();
  private final Map<String, Resolution> reserved = new HashMap<>();
  private final Resolution barePostmaster;

  /**
   * @param hostname our own name, where mail for the bare postmaster belongs
   * @param postmaster where mail for postmaster and abuse goes; empty: a Maildir of its own
   */
  public Directory(DirectoryEntries entries, String hostname, Optional<Mailbox> postmaster) {
    accounts = entries.accounts();
    accounts.keySet().forEach(account -> own(new Alias(account, account)));
    entries.aliases().forEach(this::own);
    entries.groups().forEach(group -> explicit.put(group.address(), local(group)));
    entries
        .grants()
        .forEach(
            grant ->
                granted
                    .computeIfAbsent(grant.account(), account -> new HashSet<>())
                    .add(grant.address()));
    Optional<Resolution> configured = postmaster.map(this::postmasterAccount);
    for (LocalDomain domain : entries.domains()) {
      catchAllByDomain.put(domain.name(), domain.catchAll().map(Directory::justAccount));
      reserve(domain.name(), configured);
    }
    barePostmaster =
        Optional.ofNullable(reserved.get(postmasterAt(hostname.toLowerCase(Locale.ROOT))))
            .or(() -> configured)
            .orElseGet(() -> ownMaildir(hostname));
  }

  private void own(Alias alias) {
    owner.put(alias.address(), alias.account());
    explicit.put(alias.address(), local(alias));
  }

  /** What an operator wrote for postmaster or abuse at a domain wins over the setting. */
  private void reserve(String domain, Optional<Resolution> configured) {
    String postmaster = postmasterAt(domain);
    Resolution ofPostmaster =
        Optional.ofNullable(explicit.get(postmaster))
            .or(() -> configured)
            .orElseGet(() -> ownMaildir(domain));
    reserved.put(postmaster, ofPostmaster);
    reserved.put(Addresses.ABUSE + "@" + domain, configured.orElse(ofPostmaster));
  }

  private Resolution postmasterAccount(Mailbox configured) {
    String key = Addresses.key(configured);
    return Optional.ofNullable(explicit.get(key))
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
    Optional<Resolution> catchAll = catchAllByDomain.get(mailbox.domain().key());
    if (catchAll == null) {
      return new Resolution.Foreign(mailbox);
    }
    String key = Addresses.key(mailbox);
    Resolution exact = explicit.get(key);
    if (exact == null) {
      exact = reserved.get(key);
    }
    if (exact == null) {
      exact =
          Addresses.withoutSubaddress(key)
              .filter(owner::containsKey)
              .map(explicit::get)
              .orElse(null);
    }
    return exact != null ? exact : catchAll.orElse(UNKNOWN);
  }

  private Optional<String> subaddressOwner(String key) {
    return Addresses.withoutSubaddress(key).map(owner::get);
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
              return account.equals(owner.get(key))
                  || granted.getOrDefault(account, Set.of()).contains(key)
                  // An address of someone's own is nobody else's subaddress.
                  || (!explicit.containsKey(key)
                      && subaddressOwner(key).filter(account::equals).isPresent());
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
