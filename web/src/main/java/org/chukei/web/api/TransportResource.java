package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.chukei.config.TlsPolicy;
import org.chukei.transport.Login;
import org.chukei.transport.Router;
import org.chukei.transport.Transport;
import org.chukei.transport.Transports;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The transport table. A secret goes in and never comes out. */
@Tag(name = "transports", description = "Transport table: which way mail takes")
@Path("transports")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TransportResource {

  @Inject private Transports transports;
  @Inject private Router router;

  /** All of them, sorted. */
  public record Listing(List<Entry> transports) {}

  /**
   * @param sender left out: all
   * @param tls left out: as the setting says
   * @param source left out: as the setting says
   * @param user left out: no login
   */
  public record Entry(
      String recipient, String sender, String route, String tls, String source, String user) {

    static Entry of(Transport transport) {
      return new Entry(
          transport.recipient().text(),
          transport.sender().isAll() ? null : transport.sender().text(),
          transport.route().toString(),
          transport.tls().map(TlsPolicy::word).orElse(null),
          Optional.of(transport.source().toString()).filter(s -> !s.isEmpty()).orElse(null),
          transport.login().map(Login::user).orElse(null));
    }
  }

  /** A new entry; what may be left out of {@link Entry} may be left out here. */
  public record Addition(
      String recipient,
      String sender,
      String route,
      String tls,
      String source,
      String user,
      String secret) {

    Transport read() {
      return Transport.read(
          Field.required("recipient", recipient),
          orEmpty(sender),
          Field.required("route", route),
          orEmpty(tls),
          orEmpty(source),
          orEmpty(user),
          orEmpty(secret));
    }

    private static String orEmpty(String value) {
      return value == null ? "" : value;
    }
  }

  @Operation(summary = "All transports")
  @GET
  public Listing list() {
    return new Listing(transports.list().stream().map(Entry::of).toList());
  }

  @Operation(summary = "Adds a transport, or replaces the one for the same domains")
  @POST
  @Created
  public Entry add(Addition body) {
    return Entry.of(transports.add(body.read()));
  }

  @Operation(summary = "Removes a transport")
  @DELETE
  @Path("{recipient}")
  public void remove(
      @PathParam("recipient") String recipient,
      @QueryParam("sender") @DefaultValue("") String sender) {
    transports.remove(recipient, sender);
  }

  /** Which way mail would take, and why. */
  @Operation(summary = "Which way mail for an address would take, and why")
  @GET
  @Path("test/{address}")
  public Router.Explanation test(
      @PathParam("address") String address, @QueryParam("sender") @DefaultValue("") String sender) {
    return router.explain(sender, address);
  }
}
