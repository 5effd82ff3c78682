package org.chukei.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.chukei.console.Login;

/** The login page. */
@Named("login")
@RequestScoped
public class LoginPage {

  @Inject private SecurityContext security;

  private String name = "";
  private String password = "";
  private boolean continued;

  /**
   * Sends a visitor who came straight here to the first page, which sends back whoever is not
   * logged in. So every login is one that the platform asked for: after one that it did not ask for
   * and that failed, Soteria answers every page of the session with nothing.
   */
  public void comeByThePages() throws IOException {
    if (!continued) {
      ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
      external.redirect(external.getRequestContextPath() + "/index.xhtml");
    }
  }

  public void logIn() throws IOException {
    FacesContext faces = FacesContext.getCurrentInstance();
    ExternalContext external = faces.getExternalContext();
    HttpServletRequest request = (HttpServletRequest) external.getRequest();
    HttpServletResponse response = (HttpServletResponse) external.getResponse();
    // Whoever planted the session id in this browser must not share the session (fixation).
    request.changeSessionId();
    AuthenticationStatus status =
        security.authenticate(
            request,
            response,
            AuthenticationParameters.withParams()
                .credential(new UsernamePasswordCredential(name, password)));
    switch (status) {
      case SUCCESS -> external.redirect(external.getRequestContextPath() + "/index.xhtml");
      case SEND_CONTINUE -> faces.responseComplete(); // to the page that was asked for
      default -> explain(request.getAttribute(Login.class.getName()));
    }
  }

  private static void explain(Object refusal) {
    if (refusal instanceof Login.Locked locked) {
      Texts.failed("login.locked", locked.remaining().toSeconds() + 1);
    } else {
      Texts.failed("login.denied");
    }
  }

  public String getName() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  public String getPassword() {
    return password;
  }

  public void setPassword(String password) {
    this.password = password;
  }

  /** True where the visitor was sent here from another page. */
  public boolean isContinued() {
    return continued;
  }

  public void setContinued(boolean continued) {
    this.continued = continued;
  }
}
