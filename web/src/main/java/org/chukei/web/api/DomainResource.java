package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.chukei.account.LocalDomain;
import org.chukei.account.LocalDomains;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The local domains. */
@Tag(name = "domains", description = "Local domains")
@Path("domains")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class DomainResource {

  @Inject private LocalDomains domains;

  /** All of them, sorted. */
  public record Listing(List<Domain> domains) {}

  /**
   * @param catchAll an account; left out where there is none
   */
  public record Domain(String name, String catchAll) {
    static Domain of(LocalDomain domain) {
      return new Domain(domain.name(), domain.catchAll().orElse(null));
    }
  }

  /**
   * @param account null or left out: no catch-all
   */
  public record CatchAll(String account) {}

  @Operation(summary = "All local domains")
  @GET
  public Listing list() {
    return new Listing(domains.list().stream().map(Domain::of).toList());
  }

  @Operation(summary = "Makes a domain local")
  @POST
  @Created
  public Domain add(Domain body) {
    return Domain.of(domains.add(Field.required("name", body.name())));
  }

  @Operation(summary = "A domain is local no more")
  @DELETE
  @Path("{name}")
  public void remove(@PathParam("name") String name) {
    domains.remove(name);
  }

  @Operation(summary = "Says who gets mail for unknown local-parts")
  @PUT
  @Path("{name}/catch-all")
  public Domain catchAll(@PathParam("name") String name, CatchAll body) {
    return Domain.of(domains.catchAll(name, Optional.ofNullable(body.account())));
  }
}
