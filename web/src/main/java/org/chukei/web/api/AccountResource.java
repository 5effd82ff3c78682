package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chukei.account.Account;
import org.chukei.account.Accounts;
import org.chukei.account.Alias;
import org.chukei.account.Aliases;
import org.chukei.account.Grant;
import org.chukei.account.Grants;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The accounts with their aliases and grants. */
@Tag(name = "accounts", description = "Accounts, aliases and granted addresses")
@Path("accounts")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

  @Inject private Accounts accounts;
  @Inject private Aliases aliases;
  @Inject private Grants grants;

  /** All of them, sorted. */
  public record Listing(List<Entry> accounts) {}

  /**
   * An account as it is shown.
   *
   * @param forwards of the aliases, those whose mail goes to a foreign address
   */
  public record Entry(
      String address,
      boolean mayLogIn,
      List<String> aliases,
      List<AliasTo> forwards,
      List<String> grants) {}

  /**
   * A new account, or its new password. Prints without it.
   *
   * @param password null or left out: the account receives only
   */
  public record Secret(String address, String password) {
    @Override
    public String toString() {
      return "Secret[" + address + "]";
    }
  }

  /** A grant. */
  public record Address(String address) {}

  /**
   * An alias.
   *
   * @param forwardTo the foreign address that gets its mail; null or left out: the account does
   */
  public record AliasTo(String address, String forwardTo) {}

  @Operation(summary = "All accounts, with their aliases and the addresses granted to them")
  @GET
  public Listing list() {
    List<Alias> allAliases = aliases.list();
    List<Grant> allGrants = grants.list();
    return new Listing(
        accounts.list().stream().map(account -> entry(account, allAliases, allGrants)).toList());
  }

  private static Entry entry(Account account, List<Alias> aliases, List<Grant> grants) {
    String address = account.address();
    List<Alias> its = aliases.stream().filter(a -> a.account().equals(address)).toList();
    return new Entry(
        address,
        account.mayLogIn(),
        its.stream().map(Alias::address).toList(),
        its.stream().filter(a -> a.forwardTo().isPresent()).map(AccountResource::entry).toList(),
        grants.stream().filter(g -> g.account().equals(address)).map(Grant::address).toList());
  }

  private static AliasTo entry(Alias alias) {
    return new AliasTo(alias.address(), alias.forwardTo().orElse(null));
  }

  @Operation(summary = "Makes an account")
  @POST
  @Created
  public Entry add(Secret body) {
    Account added =
        accounts.add(
            Field.required("address", body.address()), Optional.ofNullable(body.password()));
    return entry(added, List.of(), List.of());
  }

  @Operation(summary = "Removes an account; its mail stays")
  @DELETE
  @Path("{address}")
  public void remove(@PathParam("address") String address) {
    accounts.remove(address);
  }

  @Operation(summary = "Sets another password")
  @PUT
  @Path("{address}/password")
  public void password(@PathParam("address") String address, Secret body) {
    accounts.password(address, Optional.of(Field.required("password", body.password())));
  }

  @Operation(summary = "Adds an alias, to the account or to an address elsewhere")
  @POST
  @Path("{address}/aliases")
  @Created
  public AliasTo addAlias(@PathParam("address") String address, AliasTo body) {
    return entry(
        aliases.add(
            Field.required("address", body.address()),
            address,
            Optional.ofNullable(body.forwardTo())));
  }

  @Operation(summary = "Removes an alias")
  @DELETE
  @Path("{address}/aliases/{alias}")
  public void removeAlias(@PathParam("address") String address, @PathParam("alias") String alias) {
    if (aliases.of(address.toLowerCase(Locale.ROOT)).stream()
        .noneMatch(a -> a.address().equalsIgnoreCase(alias))) {
      throw new NotFoundException(address + " has no alias " + alias);
    }
    aliases.remove(alias);
  }

  @Operation(summary = "Lets the account send in the name of another address")
  @POST
  @Path("{address}/grants")
  @Created
  public Grant addGrant(@PathParam("address") String address, Address body) {
    return grants.add(address, Field.required("address", body.address()));
  }

  @Operation(summary = "Takes a granted address back")
  @DELETE
  @Path("{address}/grants/{granted}")
  public void removeGrant(
      @PathParam("address") String address, @PathParam("granted") String granted) {
    grants.remove(address, granted);
  }
}
