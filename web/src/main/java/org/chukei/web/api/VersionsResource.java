package org.chukei.web.api;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.function.Supplier;
import org.chukei.policy.ListChange;
import org.chukei.policy.RuleList;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The versions of one list, beneath its path. Both lists have them, so neither resource has them
 * itself.
 */
@Tag(name = "versions", description = "Versions of the two lists")
public class VersionsResource {

  private static final int MOST = 1_000;

  private final RuleList<?> list;
  private final Caller caller;
  private final Supplier<RuleListJson.Document> inForce;

  VersionsResource(RuleList<?> list, Caller caller, Supplier<RuleListJson.Document> inForce) {
    this.list = list;
    this.caller = caller;
    this.inForce = inForce;
  }

  /**
   * @param limit 1 to 1,000
   */
  @Operation(summary = "The last versions, the newest first")
  @GET
  public VersionsJson.Versions last(@QueryParam("limit") @DefaultValue("50") Limit limit) {
    return new VersionsJson.Versions(
        list.changes(limit.upTo(MOST)).stream().map(VersionsJson::version).toList());
  }

  @Operation(summary = "One version, with its text")
  @GET
  @Path("{version: [0-9]{1,18}}")
  public VersionsJson.Whole one(@PathParam("version") long version) {
    ListChange change = list.change(version);
    return new VersionsJson.Whole(
        VersionsJson.version(change), change.difference(), change.version().text());
  }

  /**
   * @param to the version to compare with; left out: the one in force
   */
  @Operation(summary = "What differs between two versions")
  @GET
  @Path("{version: [0-9]{1,18}}/diff")
  public VersionsJson.Difference difference(
      @PathParam("version") long version, @QueryParam("to") Long to) {
    long other = to == null ? list.current().version() : to;
    return new VersionsJson.Difference(version, other, list.difference(version, other));
  }

  /** Makes the old version's text a new version. */
  @Operation(summary = "Makes an old version the list in force")
  @POST
  @Path("{version: [0-9]{1,18}}/rollback")
  public RuleListJson.Document rollBack(
      @PathParam("version") long version, VersionsJson.RollBack body) {
    list.rollBack(version, RuleListJson.by(caller, body.reason(), body.acknowledge()));
    return inForce.get();
  }
}
