package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.chukei.console.ConsoleUsers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** For an administrator who has lost the console's password but can read the token. */
@Tag(name = "users", description = "Users of the console")
@Path("admin")
@RequestScoped
public class AdminResource {

  @Inject private ConsoleUsers users;

  /** The body of a change of password. Prints without it. */
  public record NewPassword(String password) {
    @Override
    public String toString() {
      return "NewPassword[]";
    }
  }

  @Operation(summary = "Sets another password for the administrator of the console")
  @PUT
  @Path("password")
  @Consumes(MediaType.APPLICATION_JSON)
  public void password(NewPassword body) {
    users.setPassword(ConsoleUsers.ADMINISTRATOR, Field.required("password", body.password()));
  }
}
