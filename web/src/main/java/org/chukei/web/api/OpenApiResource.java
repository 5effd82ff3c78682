package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.chukei.web.Version;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What there is to ask for; behind the token, like all of it. */
@Tag(name = "status", description = "How this node is")
@Path("openapi")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OpenApiResource {

  @Operation(summary = "This document")
  @GET
  public JsonObject document() {
    return OpenApiDocument.of(Version.text());
  }
}
