package org.chukei.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.chukei.account.ChangeRefusedException;
import org.chukei.console.ConsoleUsers;
import org.chukei.console.Role;
import org.chukei.console.WeakPasswordException;

/** The page of the console's users. */
@Named("users")
@RequestScoped
public class UsersPage {

  @Inject private ConsoleUsers users;

  private String name = "";
  private String role = Role.VIEWER.name();
  private String password = "";

  public List<ConsoleUsers.User> getAll() {
    return users.list();
  }

  public Role[] getRoles() {
    return Role.values();
  }

  public void add() {
    attempt(() -> users.add(name, Role.valueOf(role), password), "users.added", name);
    password = "";
  }

  public void remove(String removed) {
    attempt(() -> users.remove(removed), "users.removed", removed);
  }

  public void setRole(String user, Role other) {
    attempt(() -> users.setRole(user, other), "users.roleSet", user);
  }

  private static void attempt(Runnable change, String doneKey, String user) {
    try {
      change.run();
      Texts.done(doneKey, user);
    } catch (ChangeRefusedException | WeakPasswordException e) {
      Texts.failed("refused", Texts.reason(e));
    }
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = Texts.typed(name).trim();
  }

  public String getRole() {
    return role;
  }

  public void setRole(String role) {
    this.role = role;
  }

  public String getPassword() {
    return password;
  }

  public void setPassword(String password) {
    this.password = Texts.typed(password);
  }
}
