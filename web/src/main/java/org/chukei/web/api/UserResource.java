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
import org.chukei.account.NotFoundException;
import org.chukei.console.ConsoleUsers;
import org.chukei.console.Role;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who may log in to the console, and what they may do there. */
@Tag(name = "users", description = "Users of the console")
@Path("users")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {

  @Inject private ConsoleUsers users;

  /** All of them, by name. */
  public record Users(List<ConsoleUsers.User> users) {}

  /** A new user. Prints without the password. */
  public record Addition(String name, String role, String password) {
    @Override
    public String toString() {
      return "Addition[" + name + "]";
    }
  }

  /** Another role. */
  public record NewRole(String role) {}

  @Operation(summary = "Who may log in to the console")
  @GET
  public Users list() {
    return new Users(users.list());
  }

  @Operation(summary = "Makes a user")
  @POST
  public ConsoleUsers.User add(Addition body) {
    return users.add(
        Field.required("name", body.name()),
        Role.read(Field.required("role", body.role())),
        Field.required("password", body.password()));
  }

  @Operation(summary = "Removes a user, whose sessions end")
  @DELETE
  @Path("{name}")
  @Consumes(MediaType.WILDCARD)
  public void remove(@PathParam("name") String name) {
    users.remove(name);
  }

  @Operation(summary = "Gives a user another role")
  @PUT
  @Path("{name}/role")
  public void role(@PathParam("name") String name, NewRole body) {
    users.setRole(name, Role.read(Field.required("role", body.role())));
  }

  @Operation(summary = "Sets another password for a user")
  @PUT
  @Path("{name}/password")
  public void password(@PathParam("name") String name, AdminResource.NewPassword body) {
    if (!users.setPassword(name, Field.required("password", body.password()))) {
      throw new NotFoundException("there is no user " + name);
    }
  }

  /** Shown this once. */
  public record Token(String token) {
    @Override
    public String toString() {
      return "Token[…]";
    }
  }

  /** Makes a token for the API in the user's name and role; the one before is worth nothing now. */
  @Operation(summary = "Gives a user a token for the API")
  @POST
  @Path("{name}/token")
  @Consumes(MediaType.WILDCARD)
  public Token giveToken(@PathParam("name") String name) {
    return new Token(users.giveToken(name));
  }

  @Operation(summary = "Takes the token of a user away")
  @DELETE
  @Path("{name}/token")
  @Consumes(MediaType.WILDCARD)
  public void takeToken(@PathParam("name") String name) {
    users.takeToken(name);
  }
}
