package org.chukei.management;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import org.chukei.account.NotFoundException;
import org.chukei.audit.AuditEntry.Door;
import org.chukei.audit.AuditLog;
import org.chukei.console.ConsoleUsers;
import org.chukei.console.Role;
import org.chukei.console.WeakPasswordException;

/** An EJB, because a JMX thread brings no application context and the EJB container sets one. */
@Singleton
@Local(UsersMXBean.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UsersManagement implements UsersMXBean {

  @Inject private AuditLog audit;
  @Inject private ConsoleUsers users;

  @Override
  public List<String> getUsers() {
    return users.list().stream()
        .map(user -> user.name() + " " + user.role() + (user.hasToken() ? " token" : ""))
        .toList();
  }

  @Override
  public void addUser(String name, String role, String password) {
    change("user.add", name + " " + role, () -> users.add(name, Role.read(role), password));
  }

  @Override
  public void removeUser(String name) {
    change(
        "user.remove",
        name,
        () -> {
          users.remove(name);
          return name;
        });
  }

  @Override
  public void setRole(String name, String role) {
    change(
        "user.role",
        name + " " + role,
        () -> {
          users.setRole(name, Role.read(role));
          return name;
        });
  }

  @Override
  public void setPassword(String name, String password) {
    change(
        "user.password",
        name,
        () -> {
          if (!users.setPassword(name, password)) {
            throw new NotFoundException("there is no user " + name);
          }
          return name;
        });
  }

  @Override
  public String giveToken(String name) {
    return change("user.token", name, () -> users.giveToken(name));
  }

  @Override
  public void takeToken(String name) {
    change(
        "user.token.revoke",
        name,
        () -> {
          users.takeToken(name);
          return name;
        });
  }

  /** No detail of ours has a password or a token in it. */
  private <T> T change(String action, String detail, Callable<T> change) {
    return audit.recorded(
        QueueManagement.AUTHOR,
        Door.JMX,
        action,
        detail.strip(),
        () -> {
          try {
            return Asked.of(change);
          } catch (WeakPasswordException e) {
            throw new IllegalArgumentException(e.getMessage());
          }
        });
  }
}
