package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.chukei.account.Account;
import org.chukei.account.Accounts;
import org.chukei.account.LocalDomain;
import org.chukei.account.LocalDomains;

/** The page of the local domains. */
@Named("domains")
@ViewScoped
public class DomainsPage implements Serializable {

  @Inject private LocalDomains domains;
  @Inject private Accounts accounts;

  private String name = "";
  private String domain = "";
  private String account = "";

  public List<LocalDomain> getDomains() {
    return domains.list();
  }

  public List<Account> getAccounts() {
    return accounts.list();
  }

  public void add() {
    String added = name.trim();
    if (Attempt.at(() -> domains.add(added), "domains.added", added)) {
      name = "";
    }
  }

  public void remove(String removed) {
    Attempt.at(() -> domains.remove(removed), "domains.removed", removed);
  }

  /** An empty account ends the catch-all. */
  public void setCatchAll() {
    Optional<String> chosen = Optional.ofNullable(account).filter(a -> !a.isEmpty());
    Attempt.at(
        () -> domains.catchAll(domain, chosen),
        chosen.isPresent() ? "domains.catchAll.set" : "domains.catchAll.ended",
        domain,
        chosen.orElse(""));
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getDomain() {
    return domain;
  }

  public void setDomain(String domain) {
    this.domain = domain;
  }

  public String getAccount() {
    return account;
  }

  public void setAccount(String account) {
    this.account = account;
  }
}
