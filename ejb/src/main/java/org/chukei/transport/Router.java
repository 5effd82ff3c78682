package org.chukei.transport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chukei.account.LocalUsers;
import org.chukei.account.LocalUsers.Resolution;
import org.chukei.account.UnacceptableException;
import org.chukei.config.TlsPolicy;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.MailDomain;
import org.chukei.smtp.Mailbox;
import org.chukei.smtp.MailboxParser;
import org.chukei.smtp.ReversePath;

/**
 * Says which way mail takes: local users' mail to their Maildirs, unless an entry of the transport
 * table names their domain; all other by the transport table. Answers from memory and asks no DNS.
 * Safe for many threads.
 */
@ApplicationScoped
public class Router {

  private final LocalUsers users;
  private final Routes routes;

  @Inject
  public Router(LocalUsers users, Routes routes) {
    this.users = users;
    this.routes = routes;
  }

  /** For the container's proxies. */
  @SuppressWarnings("NullAway")
  protected Router() {
    this.users = null;
    this.routes = null;
  }

  /**
   * @throws IllegalStateException where rules or table were never read: cannot tell, so not now
   */
  public Way way(ReversePath sender, ForwardPath recipient) {
    Resolution resolution = users.resolve(recipient);
    if (resolution instanceof Resolution.Local local) {
      return way(sender, recipient, local);
    }
    if (resolution instanceof Resolution.Foreign foreign) {
      Mailbox mailbox = foreign.mailbox();
      return new Way.By(routes.entry(sender, mailbox.domain()).orElseGet(routes::usual), mailbox);
    }
    return new Way.Nobody();
  }

  private Way way(ReversePath sender, ForwardPath recipient, Resolution.Local local) {
    List<Mailbox> maildirs = new ArrayList<>();
    List<Mailbox> elsewhere = new ArrayList<>(local.foreign());
    for (Mailbox mailbox : local.mailboxes()) {
      Optional<Transport> entry = entryForUsers(sender, mailbox.domain());
      if (entry.isPresent() && local.mailboxes().size() == 1 && elsewhere.isEmpty()) {
        return new Way.By(entry.get(), withDetail(recipient, mailbox));
      }
      (entry.isPresent() ? elsewhere : maildirs).add(mailbox);
    }
    return new Way.Mailboxes(local.name(), maildirs, elsewhere, local.owner());
  }

  /**
   * Who serves a local domain's users, where it is not their Maildirs. An entry for all domains
   * does not mean ours, and our MX are we ourselves.
   */
  private Optional<Transport> entryForUsers(ReversePath sender, MailDomain domain) {
    return routes
        .entry(sender, domain)
        .filter(entry -> !entry.recipient().isAll() && !(entry.route() instanceof Route.Mx));
  }

  /** Whoever serves the user may sort by the subaddress; of aliases it knows nothing. */
  private static Mailbox withDetail(ForwardPath recipient, Mailbox account) {
    String plain = account.unquotedLocalPart() + "+";
    return recipient
        .mailbox()
        .filter(given -> given.domain().key().equals(account.domain().key()))
        .filter(given -> given.unquotedLocalPart().regionMatches(true, 0, plain, 0, plain.length()))
        .orElse(account);
  }

  /**
   * Which way an address would take, and why.
   *
   * @param destination see {@link Way#destination()}
   * @param route as {@link Route#parse} reads it; empty where there is none
   * @param tls empty: as the setting says
   * @param source empty: as the setting says
   * @param user empty: no login
   */
  public record Explanation(
      String destination, String route, String tls, String source, String user, String why) {

    private static Explanation plain(Way way, String route, String why) {
      return new Explanation(way.destination(), route, "", "", "", why);
    }
  }

  /**
   * @param sender an address; empty or {@code <>}: the null reverse-path
   * @throws UnacceptableException where these are no addresses
   */
  public Explanation explain(String sender, String recipient) {
    Way way = way(reversePath(sender.trim()), ForwardPath.of(mailbox("recipient", recipient)));
    if (way instanceof Way.By by) {
      Transport transport = by.transport();
      return new Explanation(
          way.destination(),
          transport.route().toString(),
          transport.tls().map(TlsPolicy::word).orElse(""),
          transport.source().toString(),
          transport.login().map(Login::user).orElse(""),
          why(transport));
    }
    return way instanceof Way.Mailboxes local
        ? explain(local)
        : Explanation.plain(way, "", "the domain is local, and there is no such user");
  }

  private static Explanation explain(Way.Mailboxes local) {
    String here = "a local user: " + listed(local.mailboxes());
    String on = "passed on to " + listed(local.elsewhere());
    if (local.elsewhere().isEmpty()) {
      return Explanation.plain(local, "maildir:", here);
    }
    return local.mailboxes().isEmpty()
        ? Explanation.plain(local, "", on)
        : Explanation.plain(local, "maildir:", here + "; " + on);
  }

  private static String listed(List<Mailbox> mailboxes) {
    return String.join(" ", mailboxes.stream().map(Mailbox::toString).toList());
  }

  private String why(Transport transport) {
    if (!transport.equals(routes.usual())) {
      return "the transport of " + transport.label();
    }
    return transport.route() instanceof Route.Mx
        ? "no transport is for it: by MX"
        : "no transport is for it: the smart host of the settings";
  }

  private static ReversePath reversePath(String sender) {
    return sender.isEmpty() || sender.equals("<>")
        ? ReversePath.NULL
        : ReversePath.of(mailbox("sender", sender));
  }

  private static Mailbox mailbox(String field, String text) {
    Optional<Mailbox> mailbox = MailboxParser.mailbox(text.trim());
    return mailbox.orElseThrow(
        () ->
            new UnacceptableException(
                field, "'" + text + "' is not an address such as info@example.jp"));
  }
}
