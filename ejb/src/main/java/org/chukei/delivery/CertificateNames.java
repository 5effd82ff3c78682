package org.chukei.delivery;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.chukei.network.Network;
import org.chukei.network.NetworkSyntaxException;

/** Whether a certificate is for a host (RFC 6125 §6.4). */
final class CertificateNames {

  // RFC 5280 §4.2.1.6
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private CertificateNames() {}

  /**
   * @param names DNS names or IP addresses, one of which it must be for
   * @throws CertificateException where it is for none of them
   */
  static void require(X509Certificate certificate, List<String> names) throws CertificateException {
    List<String> presented = presented(certificate);
    boolean fits =
        names.stream()
            .map(CertificateNames::plain)
            .anyMatch(name -> presented.stream().anyMatch(each -> matches(each, name)));
    if (!fits) {
      throw new CertificateException(
          "the certificate is for "
              + (presented.isEmpty() ? "no host" : String.join(", ", presented))
              + ", not for "
              + String.join(" or ", names));
    }
  }

  private static List<String> presented(X509Certificate certificate)
      throws CertificateParsingException {
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    List<String> names = new ArrayList<>();
    for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
      int type = (Integer) alternative.get(0);
      if (type == DNS_NAME || type == IP_ADDRESS) {
        names.add(plain((String) alternative.get(1)));
      }
    }
    if (names.isEmpty()) {
      commonName(certificate).ifPresent(names::add); // RFC 6125 §6.4.4: as a last resort
    }
    return names;
  }

  private static Optional<String> commonName(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
              .map(rdn -> plain(rdn.getValue().toString()))
              .reduce((first, last) -> last);
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }

  /** In lower case and without the root's dot; an address in one form. */
  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    try {
      return lower.indexOf(':') >= 0 ? Network.parse(lower).first().toString() : lower(lower);
    } catch (NetworkSyntaxException e) {
      return lower;
    }
  }

  private static String lower(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** RFC 6125 §6.4.3: a wildcard stands for the whole first label, and for one only. */
  private static boolean matches(String presented, String name) {
    if (!presented.startsWith("*.")) {
      return presented.equals(name);
    }
    int dot = name.indexOf('.');
    return dot > 0 && name.substring(dot).equals(presented.substring(1));
  }
}
