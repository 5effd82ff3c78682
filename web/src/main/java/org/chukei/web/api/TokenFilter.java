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
import org.chukei.console.ApiToken;

/**
 * Lets nothing through without the bearer token (RFC 6750), unknown paths included: who has no
 * token learns nothing about what exists. A browser that acts for a page of another site is turned
 * away even with the token.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class TokenFilter implements ContainerRequestFilter {

  private static final String SCHEME = "Bearer ";

  @Inject private ApiToken token;

  /** For the container. */
  public TokenFilter() {}

  TokenFilter(ApiToken token) {
    this.token = token;
  }

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
    if (!bearer || !token.matches(given.substring(SCHEME.length()).trim())) {
      refuse(request, Status.UNAUTHORIZED, "the API needs the token from CHUKEI_HOME/api.token");
    }
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
