package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import org.chukei.account.WrittenChoice;
import org.chukei.queue.Pause;
import org.chukei.queue.Pause.What;
import org.chukei.queue.Pauses;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an operator has stopped on this node. */
@Tag(name = "queue", description = "The queue of this node")
@Path("pauses")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PauseResource {

  @Inject private Pauses pauses;
  @Inject private Caller caller;

  public record Listing(List<Paused> pauses) {}

  /**
   * @param destination left out where it is no pause of a destination
   * @param since ISO 8601, UTC
   * @param reason left out where none was given
   */
  public record Paused(What what, String destination, String since, String author, String reason) {

    static Paused of(Pause pause) {
      return new Paused(
          pause.what(),
          pause.destination().isEmpty() ? null : pause.destination(),
          pause.since().toString(),
          pause.author(),
          pause.reason().isEmpty() ? null : pause.reason());
    }
  }

  /**
   * @param what delivery, acceptance or destination
   * @param destination for a destination: which
   * @param reason for a pause: why; may be left out
   */
  public record Subject(String what, String destination, String reason) {

    What kind() {
      return WrittenChoice.read(What.class, "what", Field.required("what", what));
    }

    String name() {
      return destination == null ? "" : destination;
    }

    String why() {
      return reason == null ? "" : reason;
    }
  }

  @Operation(summary = "What is paused")
  @GET
  public Listing list() {
    return new Listing(pauses.all().stream().map(Paused::of).toList());
  }

  @Operation(summary = "Pauses delivery, a destination or acceptance")
  @POST
  @Path("pause")
  public Listing pause(Subject subject) throws IOException {
    pauses.pause(subject.kind(), subject.name(), caller.name(), subject.why());
    return list();
  }

  @Operation(summary = "Lets go on what was paused")
  @POST
  @Path("resume")
  public Listing resume(Subject subject) throws IOException {
    pauses.resume(subject.kind(), subject.name(), caller.name());
    return list();
  }
}
