package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.chukei.connector.api.DecisionId;
import org.chukei.decision.DecisionFilter;
import org.chukei.decision.DecisionLog;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The recorded decisions. */
@Tag(name = "decisions", description = "Recorded verdicts")
@Path("decisions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class DecisionResource {

  @Inject private DecisionLog log;

  /** The newest first. */
  public record Found(List<DecisionJson.Line> decisions) {}

  /**
   * @param client an address or a network
   * @param from the earliest, ISO 8601
   * @param until the latest, exclusive
   */
  @Operation(summary = "Recorded verdicts, the newest first")
  @GET
  public Found find(
      @QueryParam("client") @DefaultValue("") String client,
      @QueryParam("sender") @DefaultValue("") String sender,
      @QueryParam("recipient") @DefaultValue("") String recipient,
      @QueryParam("account") @DefaultValue("") String account,
      @QueryParam("verdict") @DefaultValue("") String verdict,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("until") @DefaultValue("") String until,
      @QueryParam("limit") @DefaultValue("100") Limit limit)
      throws IOException {
    DecisionFilter filter =
        DecisionFilter.read(client, sender, recipient, account, verdict, from, until);
    return new Found(log.find(filter, limit.number()).stream().map(DecisionJson::line).toList());
  }

  /**
   * @param language of the text, en or ja
   */
  @Operation(summary = "Why a verdict was what it was")
  @GET
  @Path("{id}")
  public DecisionJson.Answer decision(
      @PathParam("id") String id, @QueryParam("language") @DefaultValue("en") String language)
      throws IOException {
    DecisionId wanted =
        DecisionId.parse(id)
            .orElseThrow(() -> new NotFoundException("'" + id + "' is no decision id"));
    return log.find(wanted)
        .map(decision -> DecisionJson.answer(decision, Locale.forLanguageTag(language)))
        .orElseThrow(
            () -> new NotFoundException("no decision is recorded under this id (any more)"));
  }
}
