package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.chukei.surge.Surge;
import org.chukei.surge.Surges;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who sends far more than before. */
@Tag(name = "policy", description = "The rules in force, and what others would change")
@Path("policy/surges")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SurgeResource {

  @Inject private Surges surges;

  public record Listing(List<Line> surges) {}

  /**
   * @param sender {@code account info@example.jp} or {@code client 192.0.2.1}
   * @param since when it was noticed
   * @param recipients in the hour, when it was noticed
   * @param usual in the busiest hour of the week before
   * @param text all of it, a sentence
   */
  @JsonbPropertyOrder({"sender", "since", "recipients", "usual", "text"})
  public record Line(String sender, Instant since, int recipients, int usual, String text) {

    private static Line of(Surge surge) {
      return new Line(
          surge.sender(), surge.since(), surge.recipients(), surge.usual(), surge.text());
    }
  }

  @Operation(summary = "Accounts and permitted clients that have far more recipients than before")
  @GET
  public Listing list() {
    return new Listing(surges.open().stream().map(Line::of).toList());
  }
}
