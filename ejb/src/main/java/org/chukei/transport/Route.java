package org.chukei.transport;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.chukei.account.UnacceptableException;
import org.chukei.config.HostPort;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.smtp.MailboxParser;

/** A way that mail can take; its {@code toString} is what {@link #parse} reads. */
public sealed interface Route {

  /** What an operator may write. */
  String FORMS =
      "mx, host:port, [host], smtps:host:port, lmtp:host:port, lmtp:unix:/path, maildir:, discard or"
          + " bounce";

  /** To the hosts that the DNS names for the domain. */
  record Mx() implements Route {
    @Override
    public String toString() {
      return "mx";
    }
  }

  /**
   * To one host by SMTP, without looking for MX records.
   *
   * @param implicitTls TLS from the first octet (RFC 8314 §3.3)
   */
  record Host(HostPort host, boolean implicitTls) implements Route {
    @Override
    public String toString() {
      return (implicitTls ? "smtps:" : "") + host;
    }
  }

  /** To one host by LMTP (RFC 2033). */
  record Lmtp(HostPort host) implements Route {
    @Override
    public String toString() {
      return "lmtp:" + host;
    }
  }

  /** By LMTP to a socket of this machine. */
  record LmtpSocket(Path socket) implements Route {
    @Override
    public String toString() {
      return "lmtp:unix:" + socket;
    }
  }

  /** Into a Maildir of this server, one for each recipient. */
  record Maildir() implements Route {
    @Override
    public String toString() {
      return "maildir:";
    }
  }

  /** Nowhere, as if delivered. */
  record Discard() implements Route {
    @Override
    public String toString() {
      return "discard";
    }
  }

  /** Back to the sender. */
  record Bounce() implements Route {
    @Override
    public String toString() {
      return "bounce";
    }
  }

  /** Whether it leads to a host over the network, so that TLS and a source address have a place. */
  default boolean isConnection() {
    return this instanceof Mx || this instanceof Host || this instanceof Lmtp;
  }

  /** Whether another program takes it over, so that there is somebody to talk to. */
  default boolean isHandedOver() {
    return isConnection() || this instanceof LmtpSocket;
  }

  /**
   * @throws UnacceptableException with what is allowed
   */
  static Route parse(String text) {
    return switch (text) {
      case "mx" -> new Mx();
      case "maildir:" -> new Maildir();
      case "discard" -> new Discard();
      case "bounce" -> new Bounce();
      default -> text.startsWith("lmtp:") ? lmtp(text, text.substring(5)) : smtp(text);
    };
  }

  private static Route smtp(String text) {
    boolean implicitTls = text.startsWith("smtps:");
    return new Host(hostPort(text, implicitTls ? text.substring(6) : text), implicitTls);
  }

  private static Route lmtp(String text, String where) {
    if (where.startsWith("unix:")) {
      return socket(text, where.substring(5));
    }
    HostPort host = hostPort(text, where);
    if (host.port() == 25) {
      // RFC 2033 §5: LMTP must not be spoken on the port of SMTP.
      throw unacceptable(text, "has port 25, which is SMTP's; LMTP needs another one, such as 24");
    }
    return new Lmtp(host);
  }

  private static Route socket(String text, String path) {
    try {
      if (path.startsWith("/")) {
        return new LmtpSocket(Path.of(path));
      }
    } catch (InvalidPathException e) {
      // Said below, with what is allowed.
    }
    throw unacceptable(text, "must name the socket by its whole path, lmtp:unix:/run/…");
  }

  private static HostPort hostPort(String text, String where) {
    boolean bare = where.startsWith("[") && where.endsWith("]");
    // [host] and [host]:port as Postfix writes them; an IPv6 address keeps its brackets.
    boolean named = where.startsWith("[") && where.indexOf(':') > where.indexOf(']');
    String plain = bare ? withoutBrackets(where) + ":25" : where;
    if (named) {
      int end = where.indexOf(']');
      plain = withoutBrackets(where.substring(0, end + 1)) + where.substring(end + 1);
    }
    return HostPort.parse(plain)
        .filter(host -> isHost(host.host()))
        .orElseThrow(() -> unacceptable(text, "must be " + FORMS));
  }

  private static String withoutBrackets(String host) {
    return host.indexOf(':') > 0 ? host : host.substring(1, host.length() - 1);
  }

  private static boolean isHost(String host) {
    return host.matches("[0-9.]+|.*:.*") ? isAddress(host) : MailboxParser.domain(host).isPresent();
  }

  private static boolean isAddress(String host) {
    try {
      Network.parse(host);
      return true;
    } catch (NetworkSyntaxException e) {
      return false;
    }
  }

  private static UnacceptableException unacceptable(String text, String allowed) {
    return new UnacceptableException("route", "route: '" + text + "' " + allowed);
  }

  /** The host that it leads to, where it names one. */
  default Optional<HostPort> namedHost() {
    if (this instanceof Host host) {
      return Optional.of(host.host());
    }
    return this instanceof Lmtp lmtp ? Optional.of(lmtp.host()) : Optional.empty();
  }
}
