package org.chukei.policy;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import org.chukei.account.UnacceptableException;
import org.chukei.account.WrittenChoice;
import org.chukei.connector.api.Service;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;

/**
 * What an operator wants to know of the rules, read from text: would this client's mail pass?
 *
 * @param tls the session is encrypted; always so on the submissions service
 * @param account empty: not authenticated
 * @param clientCertificate SHA-256 of the certificate shown; empty: none
 */
public record RelayQuestion(
    Service service,
    InetAddress client,
    boolean tls,
    ReversePath sender,
    ForwardPath recipient,
    Optional<String> account,
    Optional<String> clientCertificate) {

  /**
   * Angle brackets may be left out or written; an empty sender is the null reverse-path, {@code
   * postmaster} the bare postmaster.
   *
   * @param clientCertificate its fingerprint, as a permit entry has it; empty for none
   * @throws UnacceptableException naming the field that can't be read: {@code service}, {@code
   *     client}, {@code sender}, {@code recipient} or {@code clientCertificate}
   */
  public static RelayQuestion read(
      String service,
      String client,
      boolean tls,
      String sender,
      String recipient,
      String account,
      String clientCertificate) {
    Service door = service(service.trim());
    return new RelayQuestion(
        door,
        client(client.trim()),
        tls || door == Service.SUBMISSIONS,
        path("sender", sender, ReversePath::ofAddress),
        path("recipient", recipient, ForwardPath::ofAddress),
        Optional.of(account.trim()).filter(a -> !a.isEmpty()),
        certificate(clientCertificate.trim()));
  }

  private static Optional<String> certificate(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Condition.ClientCertificate.parse(text).sha256());
    } catch (NetworkSyntaxException e) {
      throw new UnacceptableException("clientCertificate", e.getMessage());
    }
  }

  private static Service service(String text) {
    return WrittenChoice.read(Service.class, "service", text);
  }

  /** Never asks the DNS, as InetAddress would for a name. */
  private static InetAddress client(String text) {
    try {
      Network network = Network.parse(text);
      if (network.bits() == 128) {
        return network.first().toInetAddress();
      }
    } catch (NetworkSyntaxException e) {
      throw new UnacceptableException("client", e.getMessage());
    }
    throw new UnacceptableException("client", "the client is one IP address, not a network");
  }

  private static <P> P path(String field, String text, Function<String, Optional<P>> parser) {
    return parser
        .apply(bare(text))
        .orElseThrow(() -> new UnacceptableException(field, "'" + text + "' is not an address"));
  }

  private static String bare(String text) {
    String trimmed = text.trim();
    return trimmed.startsWith("<") && trimmed.endsWith(">")
        ? trimmed.substring(1, trimmed.length() - 1)
        : trimmed;
  }
}
