package org.chukei.web.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Collectors;
import org.chukei.console.ConsoleUsers;
import org.chukei.console.Login;
import org.chukei.console.Role;

/** Answers Jakarta Security from the console's users; a role is a group of the same name. */
@ApplicationScoped
public class ConsoleIdentityStore implements IdentityStore {

  @Inject private ConsoleUsers users;
  @Inject private HttpServletRequest request;

  /** Called by the platform with the credential that the login page has read. */
  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    Login login =
        users.logIn(credential.getCaller(), credential.getPasswordAsString(), peer(request));
    if (login instanceof Login.Granted granted) {
      return new CredentialValidationResult(
          granted.user(),
          granted.role().all().stream().map(Role::name).collect(Collectors.toSet()));
    }
    // The page tells its visitor how long to wait; the platform's result has no place for that.
    request.setAttribute(Login.class.getName(), login);
    return CredentialValidationResult.INVALID_RESULT;
  }

  /** The address of whoever sent the request; a literal, so that no name is looked up. */
  public static InetAddress peer(HttpServletRequest request) {
    try {
      return InetAddress.getByName(request.getRemoteAddr());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the server gave no address for a request", e);
    }
  }
}
