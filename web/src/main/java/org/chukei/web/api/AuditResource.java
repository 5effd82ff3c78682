package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import org.chukei.audit.AuditEntry;
import org.chukei.audit.AuditLog;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The audit log, to be read only. */
@Tag(name = "audit", description = "Who changed what")
@Path("audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

  @Inject private AuditLog audit;

  /** As {@link AuditEntry}. */
  @JsonbPropertyOrder({"time", "actor", "door", "action", "outcome", "detail"})
  public record Entry(
      String time, String actor, String door, String action, String outcome, String detail) {

    private static Entry of(AuditEntry entry) {
      return new Entry(
          entry.at().toString(),
          entry.actor(),
          entry.door().name(),
          entry.action(),
          entry.outcome().name(),
          entry.detail());
    }
  }

  /** The newest first. */
  public record Entries(List<Entry> entries) {}

  /**
   * @param from the earliest, ISO 8601
   * @param until the latest, exclusive
   */
  @Operation(summary = "Changes and refused attempts at them, the newest first")
  @GET
  public Entries find(
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("until") @DefaultValue("") String until,
      @QueryParam("limit") @DefaultValue("100") Limit limit)
      throws IOException {
    return new Entries(audit.find(from, until, limit.number()).stream().map(Entry::of).toList());
  }
}
