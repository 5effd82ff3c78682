package org.chukei.transport;

import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.config.TlsPolicy;

/**
 * One entry of the transport table: mail for these domains, from these senders' domains, goes this
 * way.
 *
 * @param sender {@code *}: whoever sends it, the null reverse-path included
 * @param tls empty: as the setting says
 * @param login for a smart host that asks for one
 */
public record Transport(
    DomainPattern recipient,
    DomainPattern sender,
    Route route,
    Optional<TlsPolicy> tls,
    SourceAddresses source,
    Optional<Login> login) {

  private static final int LONGEST_ROUTE = 1_024;
  private static final int LONGEST_USER = 320;
  private static final int LONGEST_SECRET = 1_024;

  /** Mail that no entry is for: by MX. */
  public static final Transport BY_MX = anything(new Route.Mx());

  /** An entry for all mail. */
  public static Transport anything(Route route) {
    return new Transport(
        DomainPattern.ALL,
        DomainPattern.ALL,
        route,
        Optional.empty(),
        SourceAddresses.ANY,
        Optional.empty());
  }

  /**
   * An entry as an operator writes it.
   *
   * @param sender empty: all
   * @param tls empty: as the setting says
   * @param source empty: as the setting says
   * @param user empty: the host asks for no login
   * @throws UnacceptableException naming the value and what is allowed
   */
  public static Transport read(
      String recipient,
      String sender,
      String route,
      String tls,
      String source,
      String user,
      String secret) {
    Transport read =
        new Transport(
            DomainPattern.parse("recipient", recipient.trim()),
            sender.isBlank() ? DomainPattern.ALL : DomainPattern.parse("sender", sender.trim()),
            Route.parse(route.trim()),
            policy(tls.trim()),
            SourceAddresses.parse(source),
            login(user, secret));
    read.requireSense();
    return read;
  }

  private static Optional<TlsPolicy> policy(String tls) {
    if (tls.isEmpty()) {
      return Optional.empty();
    }
    Optional<TlsPolicy> policy = TlsPolicy.parse(tls);
    if (policy.isEmpty()) {
      throw new UnacceptableException("tls", "tls: '" + tls + "' must be " + TlsPolicy.WORDS);
    }
    return policy;
  }

  private static Optional<Login> login(String user, String secret) {
    if (user.isEmpty() != secret.isEmpty()) {
      throw new UnacceptableException(
          "user", "a login is a user and a secret; give both or neither");
    }
    if (!user.chars().allMatch(c -> c >= ' ' && c != 127)
        || !secret.chars().allMatch(c -> c >= ' ' && c != 127)) {
      throw new UnacceptableException("user", "user and secret must not have control characters");
    }
    if (user.length() > LONGEST_USER || secret.length() > LONGEST_SECRET) {
      throw new UnacceptableException(
          "user", "a user has at most " + LONGEST_USER + " characters, a secret " + LONGEST_SECRET);
    }
    return user.isEmpty() ? Optional.empty() : Optional.of(new Login(user, secret));
  }

  private void requireSense() {
    if (route.toString().length() > LONGEST_ROUTE) {
      throw new UnacceptableException(
          "route", "route: it must have at most " + LONGEST_ROUTE + " characters");
    }
    if (tls.isPresent() && !route.isConnection()) {
      throw new UnacceptableException(
          "tls", "tls: " + route + " opens no connection over the network; leave tls out");
    }
    if (!source.equals(SourceAddresses.ANY) && !route.isConnection()) {
      throw new UnacceptableException(
          "source", "source: " + route + " opens no connection over the network; leave source out");
    }
    if (login.isPresent() && !(route instanceof Route.Host)) {
      throw new UnacceptableException(
          "user", "user: only a host:port or smtps:host:port route can have a login");
    }
    if (route instanceof Route.Host host
        && host.implicitTls()
        && tls.filter(p -> p == TlsPolicy.NONE || p == TlsPolicy.MAY).isPresent()) {
      throw new UnacceptableException(
          "tls", "tls: " + route + " always encrypts; say encrypt or verify, or leave tls out");
    }
  }

  /** {@code .example.com}, or {@code * from example.jp} where the sender counts. */
  public String label() {
    return sender.isAll() ? recipient.text() : recipient + " from " + sender;
  }
}
