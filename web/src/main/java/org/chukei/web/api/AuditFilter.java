package org.chukei.web.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import org.chukei.audit.AuditEntry.Door;
import org.chukei.audit.AuditEntry.Outcome;
import org.chukei.audit.AuditLog;

/** Writes each request that changes something into the audit log, whatever came of it. */
@Provider
@ApplicationScoped
public class AuditFilter implements ContainerResponseFilter {

  @Inject private AuditLog audit;
  @Inject private Caller caller;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    boolean stranger = caller.name().isEmpty();
    if (stranger || !Access.changes(request) || AuditedBody.isDryRun(request)) {
      return;
    }
    audit.record(
        caller.name(),
        Door.API,
        request.getMethod() + " " + Access.path(request),
        query(request.getUriInfo()) + AuditedBody.of(request),
        response.getStatus() < 300 ? Outcome.DONE : Outcome.REFUSED);
  }

  private static String query(UriInfo uri) {
    String query = uri.getRequestUri().getQuery();
    return query == null ? "" : "?" + query + " ";
  }
}
