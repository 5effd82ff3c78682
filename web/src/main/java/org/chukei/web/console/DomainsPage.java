package org.chukei.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.chukei.account.LocalDomain;
import org.chukei.account.LocalDomains;

/** The page of the local domains. */
@Named("domains")
@ViewScoped
public class DomainsPage extends TablePage<LocalDomain> {

  @Inject private LocalDomains domains;

  private String name = "";
  private String domain = "";
  private String account = "";

  @Override
  String table() {
    return "domains:table";
  }

  @Override
  long count(String wanted) {
    return domains.count(wanted);
  }

  @Override
  List<LocalDomain> page(String wanted, int first, int most) {
    return domains.list(wanted, first, most);
  }

  @Override
  String key(LocalDomain row) {
    return row.name();
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
    String of = domain.trim();
    Optional<String> chosen = Optional.of(account.trim()).filter(a -> !a.isEmpty());
    if (Attempt.at(
        () -> domains.catchAll(of, chosen),
        chosen.isPresent() ? "domains.catchAll.set" : "domains.catchAll.ended",
        of,
        chosen.orElse(""))) {
      domain = "";
      account = "";
    }
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
    this.domain = Texts.typed(domain);
  }

  public String getAccount() {
    return account;
  }

  public void setAccount(String account) {
    this.account = Texts.typed(account);
  }
}
