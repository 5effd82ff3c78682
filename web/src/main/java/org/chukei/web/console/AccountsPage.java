package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.chukei.account.Account;
import org.chukei.account.Accounts;
import org.chukei.account.Alias;
import org.chukei.account.Aliases;
import org.chukei.account.Grant;
import org.chukei.account.Grants;

/** The page of the accounts; one at a time is opened for its password, aliases and grants. */
@Named("accounts")
@ViewScoped
public class AccountsPage extends TablePage<Account> {

  @Inject private Accounts accounts;
  @Inject private Aliases aliases;
  @Inject private Grants grants;

  private String address = "";
  private String opened = "";
  private String alias = "";
  private String forwardTo = "";
  private String grant = "";

  // Not kept beyond the request: a view lives in the session.
  private transient String password = "";

  @Override
  String table() {
    return "accounts:table";
  }

  @Override
  long count(String wanted) {
    return accounts.count(wanted);
  }

  @Override
  List<Account> page(String wanted, int first, int most) {
    return accounts.list(wanted, first, most);
  }

  @Override
  String key(Account row) {
    return row.address();
  }

  public List<Alias> aliasesOf(String account) {
    return aliases.of(account);
  }

  public List<String> grantsOf(String account) {
    return grants.of(account).stream().map(Grant::address).toList();
  }

  public void add() {
    String added = address.trim();
    Optional<String> chosen = takePassword();
    if (Attempt.at(() -> accounts.add(added, chosen), "accounts.added", added)) {
      address = "";
    }
  }

  public void remove(String removed) {
    if (Attempt.at(() -> accounts.remove(removed), "accounts.removed", removed)
        && removed.equals(opened)) {
      opened = "";
    }
  }

  public void open(String account) {
    opened = account;
    alias = "";
    forwardTo = "";
    grant = "";
  }

  public void changePassword() {
    Optional<String> chosen = takePassword();
    Attempt.at(
        () -> accounts.password(opened, chosen),
        chosen.isPresent() ? "accounts.password.changed" : "accounts.password.taken",
        opened);
  }

  private Optional<String> takePassword() {
    Optional<String> chosen = Optional.ofNullable(password).filter(p -> !p.isEmpty());
    password = "";
    return chosen;
  }

  public void addAlias() {
    String added = alias.trim();
    Optional<String> to = Optional.of(forwardTo.trim()).filter(t -> !t.isEmpty());
    if (Attempt.at(() -> aliases.add(added, opened, to), "accounts.alias.added", added, opened)) {
      alias = "";
      forwardTo = "";
    }
  }

  public void removeAlias(String removed) {
    Attempt.at(() -> aliases.remove(removed), "accounts.alias.removed", removed, opened);
  }

  public void addGrant() {
    String added = grant.trim();
    if (Attempt.at(() -> grants.add(opened, added), "accounts.grant.added", added, opened)) {
      grant = "";
    }
  }

  public void removeGrant(String removed) {
    Attempt.at(() -> grants.remove(opened, removed), "accounts.grant.removed", removed, opened);
  }

  /** The account whose details are shown; empty for none. */
  public String getOpened() {
    return opened;
  }

  public String getAddress() {
    return address;
  }

  public void setAddress(String address) {
    this.address = address;
  }

  public String getPassword() {
    return password;
  }

  public void setPassword(String password) {
    this.password = password;
  }

  public String getAlias() {
    return alias;
  }

  public void setAlias(String alias) {
    this.alias = alias;
  }

  /** Empty: the account itself gets the alias's mail. */
  public String getForwardTo() {
    return forwardTo;
  }

  public void setForwardTo(String forwardTo) {
    this.forwardTo = forwardTo;
  }

  public String getGrant() {
    return grant;
  }

  public void setGrant(String grant) {
    this.grant = grant;
  }
}
