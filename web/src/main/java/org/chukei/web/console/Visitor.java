package org.chukei.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.Principal;
import org.chukei.console.ConsoleUsers;
import org.chukei.console.Role;

/** Who is logged in. */
@Named("visitor")
@RequestScoped
public class Visitor {

  @Inject private SecurityContext security;
  @Inject private ConsoleUsers users;

  /** Stands as the author of every change; empty on the login page. */
  public String getName() {
    Principal principal = security.getCallerPrincipal();
    return principal == null ? "" : principal.getName();
  }

  /**
   * Asked anew at each request, so that a change is in force at once; a viewer where the user was
   * removed meanwhile, whose session ends.
   */
  public Role getRole() {
    String name = getName();
    return name.isEmpty() ? Role.VIEWER : users.role(name).orElse(Role.VIEWER);
  }

  public void logOut() throws IOException, ServletException {
    ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
    ((HttpServletRequest) external.getRequest()).logout();
    external.invalidateSession();
    external.redirect(external.getRequestContextPath() + "/login.xhtml");
  }
}
