package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import org.chukei.backup.Backups;

/** Copies of queue and database on this node, for {@code ./chukei backup} to archive. */
@Path("backup")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class BackupResource {

  @Inject private Backups backups;

  /**
   * @param directory on the server's machine
   * @param database embedded: it is in the copy; elsewhere: it has a backup of its own
   */
  public record Taken(String id, String directory, String database) {

    static Taken of(Backups.Copy copy) {
      return new Taken(
          copy.id(), copy.directory().toString(), copy.withDatabase() ? "embedded" : "elsewhere");
    }
  }

  @POST
  public Taken take() throws IOException {
    return Taken.of(backups.take());
  }

  @DELETE
  @Path("{id}")
  public void discard(@PathParam("id") String id) throws IOException {
    backups.discard(id);
  }
}
