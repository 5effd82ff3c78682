package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
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
import org.chukei.account.Group;
import org.chukei.account.Groups;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The groups. */
@Tag(name = "groups", description = "Groups")
@Path("groups")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class GroupResource {

  @Inject private Groups groups;

  /** All of them, sorted. */
  public record Listing(List<Entry> groups) {}

  /** A group as it is shown. */
  public record Entry(
      String address, List<String> members, List<String> foreignMembers, String owner) {}

  /**
   * A group as it is to be.
   *
   * @param members of both kinds
   * @param owner null or left out: none, where no member is foreign
   */
  public record Addition(String address, List<String> members, String owner) {}

  @Operation(summary = "All groups")
  @GET
  public Listing list() {
    return new Listing(groups.list().stream().map(GroupResource::entry).toList());
  }

  private static Entry entry(Group group) {
    return new Entry(
        group.address(), group.members(), group.foreignMembers(), group.owner().orElse(null));
  }

  @Operation(summary = "Makes a group")
  @POST
  @Created
  public Entry add(Addition body) {
    return entry(
        groups.add(
            Field.required("address", body.address()),
            members(body),
            Optional.ofNullable(body.owner())));
  }

  /** Other members, and another owner, for a group that is there. */
  @Operation(summary = "Replaces members and owner of a group")
  @PUT
  @Path("{address}")
  public Entry change(@PathParam("address") String address, Addition body) {
    return entry(groups.members(address, members(body), Optional.ofNullable(body.owner())));
  }

  private static List<String> members(Addition body) {
    List<String> members = Field.required("members", body.members());
    if (members.contains(null)) {
      throw new BadRequestException("a member is an address, not null");
    }
    return members;
  }

  @Operation(summary = "Removes a group")
  @DELETE
  @Path("{address}")
  public void remove(@PathParam("address") String address) {
    groups.remove(address);
  }
}
