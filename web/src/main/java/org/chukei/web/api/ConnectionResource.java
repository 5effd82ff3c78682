package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.chukei.policy.ConnectionList;
import org.chukei.policy.importing.ImportFormat;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The connection list; its order counts. */
@Tag(name = "connection", description = "Connection list: who may connect")
@Path("connection")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ConnectionResource {

  @Inject private ConnectionList list;
  @Inject private Caller caller;

  @Operation(summary = "The list in force")
  @GET
  public RuleListJson.Document get() {
    return RuleListJson.connection(list.current(), list.warnings());
  }

  @Operation(summary = "Replaces the whole list")
  @PUT
  public RuleListJson.Document put(RuleListJson.Text body) {
    list.save(body.edit(caller));
    return get();
  }

  @Operation(summary = "Adds an entry at a place")
  @POST
  @Path("entries")
  public RuleListJson.Document add(RuleListJson.Addition body) {
    list.add(Field.required("entry", body.entry()), body.place(), body.by(caller));
    return get();
  }

  /** Takes an acknowledgement too: what a DENY hid may come to light. */
  @Operation(summary = "Removes an entry")
  @DELETE
  @Path("entries")
  public RuleListJson.Document remove(
      @QueryParam("entry") @DefaultValue("") String entry,
      @QueryParam("reason") @DefaultValue("") String reason,
      @QueryParam("acknowledge") @DefaultValue("") String acknowledge) {
    list.remove(entry, RuleListJson.by(caller, reason, acknowledge));
    return get();
  }

  @Path("versions")
  public VersionsResource versions() {
    return new VersionsResource(list, caller, this::get);
  }

  @Path("import")
  public ImportResource importing() {
    return new ImportResource(list, caller, ImportFormat::connectionList);
  }
}
