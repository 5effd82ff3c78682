package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.chukei.account.Group;
import org.chukei.account.Groups;

/** The groups. */
@Path("groups")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class GroupResource {

  @Inject private Groups groups;

  /** All of them, sorted. */
  public record Listing(List<Group> groups) {}

  /** A new group. */
  public record Addition(String address, List<String> members) {}

  @GET
  public Listing list() {
    return new Listing(groups.list());
  }

  @POST
  public Response add(Addition body) {
    List<String> members = Field.required("members", body.members());
    if (members.contains(null)) {
      throw new BadRequestException("a member is an address, not null");
    }
    Group added = groups.add(Field.required("address", body.address()), members);
    return Response.status(Status.CREATED).entity(added).build();
  }

  @DELETE
  @Path("{address}")
  public void remove(@PathParam("address") String address) {
    groups.remove(address);
  }
}
