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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Copies of queue and database on this node, for {@code ./chukei backup} to archive. */
@Tag(name = "backups", description = "Copies of the state of this node")
@Path("backup")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class BackupResource {

  @Inject private Backups backups;

  /**
   * @param directory on the server's machine
   * @param database embedded: it is in the copy; elsewhere: it has a backup of its own
   * @param mail queue: in the copy; database: where that is
   */
  public record Taken(String id, String directory, String database, String mail) {

    static Taken of(Backups.Copy copy) {
      return new Taken(copy.id(), copy.directory().toString(), copy.database(), copy.mail());
    }
  }

  @Operation(summary = "Copies the state of this node while it runs")
  @POST
  public Taken take() throws IOException {
    return Taken.of(backups.take());
  }

  @Operation(summary = "Discards a copy that was taken")
  @DELETE
  @Path("{id}")
  public void discard(@PathParam("id") String id) throws IOException {
    backups.discard(id);
  }
}
