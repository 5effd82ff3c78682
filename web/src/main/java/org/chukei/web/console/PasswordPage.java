package org.chukei.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import org.chukei.console.ConsoleUsers;
import org.chukei.console.Login;
import org.chukei.console.WeakPasswordException;
import org.chukei.web.security.ConsoleIdentityStore;

/** The page on which a visitor changes the own password; a session left open is not enough. */
@Named("password")
@RequestScoped
public class PasswordPage {

  @Inject private ConsoleUsers users;
  @Inject private Visitor visitor;
  @Inject private HttpServletRequest request;

  private String old = "";
  private String first = "";
  private String second = "";

  public void change() {
    if (!first.equals(second)) {
      Texts.failed("password.differ");
      return;
    }
    Login login = users.logIn(visitor.getName(), old, ConsoleIdentityStore.peer(request));
    if (login instanceof Login.Locked locked) {
      Texts.failed("login.locked", locked.remaining().toSeconds() + 1);
    } else if (login instanceof Login.Denied) {
      Texts.failed("password.wrong");
    } else {
      store();
    }
  }

  private void store() {
    try {
      users.setPassword(visitor.getName(), first);
      Texts.done("password.changed");
    } catch (WeakPasswordException e) {
      Texts.failed("password.weak", ConsoleUsers.SHORTEST_PASSWORD, ConsoleUsers.LONGEST_PASSWORD);
    }
  }

  public String getOld() {
    return old;
  }

  public void setOld(String old) {
    this.old = old;
  }

  public String getFirst() {
    return first;
  }

  public void setFirst(String first) {
    this.first = first;
  }

  public String getSecond() {
    return second;
  }

  public void setSecond(String second) {
    this.second = second;
  }
}
