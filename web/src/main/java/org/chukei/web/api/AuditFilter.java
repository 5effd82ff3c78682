package org.chukei.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.chukei.audit.AuditEntry.Door;
import org.chukei.audit.AuditEntry.Outcome;
import org.chukei.audit.AuditLog;

/** Writes each request that changes something into the audit log, whatever came of it. */
@Provider
@ApplicationScoped
public class AuditFilter implements ContainerResponseFilter {

  /** They are sent by POST for the sake of their bodies, and change nothing. */
  private static final Set<String> ASKING =
      Set.of("simulate", "policy/what-if", "policy/self-test");

  @Inject private AuditLog audit;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String path = request.getUriInfo().getPath().replaceFirst("^/", "");
    boolean reads = request.getMethod().equals(HttpMethod.GET);
    boolean stranger = response.getStatus() == Status.UNAUTHORIZED.getStatusCode();
    if (reads || stranger || ASKING.contains(path)) {
      return;
    }
    audit.record(
        RestApi.AUTHOR,
        Door.API,
        request.getMethod() + " " + path,
        query(request.getUriInfo()) + AuditedBody.of(request),
        response.getStatus() < 300 ? Outcome.DONE : Outcome.REFUSED);
  }

  private static String query(UriInfo uri) {
    String query = uri.getRequestUri().getQuery();
    return query == null ? "" : "?" + query + " ";
  }
}
