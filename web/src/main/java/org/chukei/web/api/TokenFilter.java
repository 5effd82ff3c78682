package org.chukei.web.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.Optional;
import org.chukei.console.ApiToken;
import org.chukei.console.ConsoleUsers;
import org.chukei.console.Role;

/**
 * Lets nothing through without a bearer token (RFC 6750), the server's own or a user's, unknown
 * paths included: who has no token learns nothing about what exists. A user's token opens what its
 * role may do. A browser that acts for a page of another site is turned away even with the token.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class TokenFilter implements ContainerRequestFilter {

  private static final String SCHEME = "Bearer ";

  @Inject private ApiToken token;
  @Inject private ConsoleUsers users;
  @Inject private Caller caller;

  @Override
  public void filter(ContainerRequestContext request) {
    String origin = request.getHeaderString("Origin");
    if (origin != null && !isOurs(origin, request.getHeaderString(HttpHeaders.HOST))) {
      refuse(request, Status.FORBIDDEN, "requests from pages of other sites are not answered");
      return;
    }
    String given = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    // RFC 9110 §11.1: the scheme is matched without regard to case.
    boolean bearer = given != null && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    if (!bearer || !isKnown(given.substring(SCHEME.length()).trim())) {
      refuse(
          request,
          Status.UNAUTHORIZED,
          "the API needs the token from CHUKEI_HOME/api.token, or a user's");
      return;
    }
    Role needed = Access.needed(request);
    if (!caller.may(needed)) {
      refuse(
          request,
          Status.FORBIDDEN,
          "this needs the role "
              + lower(needed)
              + "; "
              + caller.name()
              + " is "
              + lower(caller.role()));
    }
  }

  private static String lower(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private boolean isKnown(String given) {
    if (token.matches(given)) {
      caller.is(Caller.API, Role.ADMINISTRATOR);
      return true;
    }
    Optional<ConsoleUsers.User> bearer = users.bearer(given);
    bearer.ifPresent(user -> caller.is(user.name(), user.role()));
    return bearer.isPresent();
  }

  private static boolean isOurs(String origin, String host) {
    int scheme = origin.indexOf("://");
    return host != null && scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
  }

  private static void refuse(ContainerRequestContext request, Status status, String message) {
    Response.ResponseBuilder response =
        Response.status(status).type(MediaType.APPLICATION_JSON).entity(new Problem(message));
    if (status == Status.UNAUTHORIZED) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"chukei\"");
    }
    request.abortWith(response.build());
  }
}
