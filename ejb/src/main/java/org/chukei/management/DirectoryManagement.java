package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chukei.account.Accounts;
import org.chukei.account.Aliases;
import org.chukei.account.Grants;
import org.chukei.account.Groups;
import org.chukei.account.LocalDomains;
import org.chukei.audit.AuditEntry.Door;
import org.chukei.audit.AuditLog;
import org.chukei.transport.Router;
import org.chukei.transport.Transport;
import org.chukei.transport.Transports;

/** What is local and which way mail takes, as JMX has it. */
@Singleton
@Local(DirectoryMXBean.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DirectoryManagement implements DirectoryMXBean {

  private static final Pattern BETWEEN = Pattern.compile("[\\s,]+");

  @Inject private AuditLog audit;
  @Inject private LocalDomains domains;
  @Inject private Accounts accounts;
  @Inject private Aliases aliases;
  @Inject private Grants grants;
  @Inject private Groups groups;
  @Inject private Transports transports;
  @Inject private Router router;

  @Override
  public List<String> getDomains() {
    return domains.list().stream()
        .map(
            domain -> domain.name() + domain.catchAll().map(account -> " -> " + account).orElse(""))
        .toList();
  }

  @Override
  public List<String> getAccounts() {
    return accounts.list().stream()
        .map(account -> account.address() + (account.mayLogIn() ? "" : " (may not log in)"))
        .toList();
  }

  @Override
  public List<String> getAliases() {
    return aliases.list().stream()
        .map(alias -> alias.address() + " -> " + alias.forwardTo().orElse(alias.account()))
        .toList();
  }

  @Override
  public List<String> getGrants() {
    return grants.list().stream()
        .map(grant -> grant.account() + " may send as " + grant.address())
        .toList();
  }

  @Override
  public List<String> getGroups() {
    return groups.list().stream()
        .map(
            group ->
                Stream.concat(group.members().stream(), group.foreignMembers().stream())
                    .collect(Collectors.joining(", ", group.address() + " -> ", "")))
        .toList();
  }

  @Override
  public List<String> getTransports() {
    return transports.list().stream()
        .map(
            transport ->
                transport.recipient()
                    + " from "
                    + transport.sender()
                    + ": "
                    + transport.route()
                    + transport.tls().map(tls -> " tls=" + tls).orElse("")
                    + transport.login().map(login -> " user=" + login.user()).orElse(""))
        .toList();
  }

  @Override
  public String testTransport(String sender, String address) {
    Router.Explanation way = Asked.of(() -> router.explain(sender, address));
    return Stream.of(
            "destination=" + way.destination(),
            "route=" + way.route(),
            "tls=" + way.tls(),
            "source=" + way.source(),
            "user=" + way.user(),
            "why=" + way.why())
        .filter(fact -> !fact.endsWith("="))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void addDomain(String name) {
    change("domain.add", name, () -> domains.add(name));
  }

  @Override
  public void removeDomain(String name) {
    change("domain.remove", name, () -> domains.remove(name));
  }

  @Override
  public void catchAll(String domain, String account) {
    change(
        "domain.catch-all", domain + " " + account, () -> domains.catchAll(domain, some(account)));
  }

  @Override
  public void addAccount(String address, String password) {
    change("account.add", address, () -> accounts.add(address, some(password)));
  }

  @Override
  public void setPassword(String address, String password) {
    change("account.password", address, () -> accounts.password(address, some(password)));
  }

  @Override
  public void removeAccount(String address) {
    change("account.remove", address, () -> accounts.remove(address));
  }

  @Override
  public void addAlias(String address, String account, String forwardTo) {
    change(
        "alias.add",
        String.join(" ", address, account, forwardTo),
        () -> aliases.add(address, account, some(forwardTo)));
  }

  @Override
  public void removeAlias(String address) {
    change("alias.remove", address, () -> aliases.remove(address));
  }

  @Override
  public void addGrant(String account, String address) {
    change("grant.add", account + " " + address, () -> grants.add(account, address));
  }

  @Override
  public void removeGrant(String account, String address) {
    change("grant.remove", account + " " + address, () -> grants.remove(account, address));
  }

  @Override
  public void addGroup(String address, String members, String owner) {
    change(
        "group.add",
        String.join(" ", address, members, owner),
        () -> groups.add(address, split(members), some(owner)));
  }

  @Override
  public void setGroup(String address, String members, String owner) {
    change(
        "group.set",
        String.join(" ", address, members, owner),
        () -> groups.members(address, split(members), some(owner)));
  }

  @Override
  public void removeGroup(String address) {
    change("group.remove", address, () -> groups.remove(address));
  }

  @Override
  public void addTransport(
      String recipient,
      String sender,
      String route,
      String tls,
      String source,
      String user,
      String secret) {
    change(
        "transport.add",
        String.join(" ", recipient, sender, route, tls, source, user), // never the secret
        () -> transports.add(Transport.read(recipient, sender, route, tls, source, user, secret)));
  }

  @Override
  public void removeTransport(String recipient, String sender) {
    change(
        "transport.remove", recipient + " " + sender, () -> transports.remove(recipient, sender));
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(t -> !t.isBlank());
  }

  private static List<String> split(String text) {
    return BETWEEN.splitAsStream(text.strip()).filter(member -> !member.isEmpty()).toList();
  }

  private void change(String action, String detail, Runnable change) {
    audit.recorded(
        QueueManagement.AUTHOR,
        Door.JMX,
        action,
        detail.strip(),
        () ->
            Asked.of(
                () -> {
                  change.run();
                  return action;
                }));
  }
}
