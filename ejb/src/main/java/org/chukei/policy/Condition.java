package org.chukei.policy;

import java.util.Locale;
import java.util.regex.Pattern;
import org.chukei.connector.api.RelayRequest;
import org.chukei.network.NetworkSyntaxException;

/**
 * What an entry of the permit list asks for besides the client's address. Written behind the
 * network as {@code name=value}; all conditions of an entry have to hold.
 */
public sealed interface Condition {

  /** Whether it holds for this recipient of this session. */
  boolean holds(RelayRequest request);

  /** As it is written on the list, in one spelling. */
  String text();

  /** What an entry may have only one of. */
  String name();

  /**
   * @throws NetworkSyntaxException saying what is wrong and what is allowed
   */
  static Condition parse(String word) throws NetworkSyntaxException {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    return switch (name.toLowerCase(Locale.ROOT)) {
      case ClientCertificate.NAME -> ClientCertificate.parse(word.substring(equals + 1));
      default ->
          throw new NetworkSyntaxException(
              "'" + word + "' is no condition; behind the network may stand client-cert=SHA256:…");
    };
  }

  /**
   * The client has shown this certificate, whoever signed it, and has its key.
   *
   * @param sha256 of the certificate, 64 hex digits in lower case
   */
  record ClientCertificate(String sha256) implements Condition {

    private static final String NAME = "client-cert";
    private static final String PREFIX = "SHA256:";
    private static final Pattern PLAIN = Pattern.compile("[0-9A-Fa-f]{64}");
    private static final Pattern BY_OPENSSL =
        Pattern.compile("([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}");

    static ClientCertificate parse(String value) throws NetworkSyntaxException {
      String digits = value.startsWith(PREFIX) ? value.substring(PREFIX.length()) : "";
      if (!PLAIN.matcher(digits).matches() && !BY_OPENSSL.matcher(digits).matches()) {
        throw new NetworkSyntaxException(
            "client-cert is SHA256: and the 64 hex digits of the certificate's fingerprint");
      }
      return new ClientCertificate(digits.replace(":", "").toLowerCase(Locale.ROOT));
    }

    @Override
    public boolean holds(RelayRequest request) {
      return request.session().clientCertificate().filter(sha256::equals).isPresent();
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String text() {
      return NAME + "=" + PREFIX + sha256;
    }
  }
}
