package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.chukei.console.ConsoleUsers;

/** For an administrator who has lost the console's password but can read the token. */
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

  @PUT
  @Path("password")
  @Consumes(MediaType.APPLICATION_JSON)
  public void password(NewPassword body) {
    users.setPassword(ConsoleUsers.ADMINISTRATOR, Field.required("password", body.password()));
  }
}
