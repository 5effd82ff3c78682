package org.chukei.delivery;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.TLSARecord.CertificateUsage;
import org.xbill.DNS.TLSARecord.MatchingType;
import org.xbill.DNS.TLSARecord.Selector;

/** Whether a certificate is the one that TLSA records name (RFC 6698, as RFC 7672 uses it). */
final class DaneCheck {

  private DaneCheck() {}

  /**
   * RFC 7672 §3.1.3: usages 0 and 1 are unusable for SMTP; so is what we can't compare (RFC 6698
   * §4.1).
   */
  static boolean isUsable(TLSARecord record) {
    int usage = record.getCertificateUsage();
    return (usage == CertificateUsage.DOMAIN_ISSUED_CERTIFICATE
            || usage == CertificateUsage.TRUST_ANCHOR_ASSERTION)
        && (record.getSelector() == Selector.FULL_CERTIFICATE
            || record.getSelector() == Selector.SUBJECT_PUBLIC_KEY_INFO)
        && isRightLength(record);
  }

  private static boolean isRightLength(TLSARecord record) {
    int length = record.getCertificateAssociationData().length;
    return switch (record.getMatchingType()) {
      case MatchingType.EXACT -> length > 0;
      case MatchingType.SHA256 -> length == 32;
      case MatchingType.SHA512 -> length == 64;
      default -> false;
    };
  }

  /**
   * @param chain as the host showed it, its own certificate first
   * @param names for certificates below a trust anchor: DANE-EE(3) looks at neither names nor
   *     expiry (RFC 7672 §3.1.1)
   * @throws CertificateException where no record fits
   */
  static void require(List<X509Certificate> chain, List<TLSARecord> records, List<String> names)
      throws CertificateException {
    List<String> reasons = new ArrayList<>();
    for (TLSARecord record : records) {
      try {
        if (record.getCertificateUsage() == CertificateUsage.DOMAIN_ISSUED_CERTIFICATE) {
          requireMatch(record, chain.get(0));
        } else {
          requireBelow(record, chain, names);
        }
        return;
      } catch (GeneralSecurityException e) {
        reasons.add(e.getMessage());
      }
    }
    throw new CertificateException(
        "no TLSA record fits: " + String.join("; ", Set.copyOf(reasons)));
  }

  private static void requireMatch(TLSARecord record, X509Certificate certificate)
      throws GeneralSecurityException {
    if (!matches(record, certificate)) {
      throw new CertificateException("the certificate is another one");
    }
  }

  private static boolean matches(TLSARecord record, X509Certificate certificate)
      throws GeneralSecurityException {
    byte[] selected =
        record.getSelector() == Selector.FULL_CERTIFICATE
            ? certificate.getEncoded()
            : certificate.getPublicKey().getEncoded();
    byte[] data =
        switch (record.getMatchingType()) {
          case MatchingType.SHA256 -> MessageDigest.getInstance("SHA-256").digest(selected);
          case MatchingType.SHA512 -> MessageDigest.getInstance("SHA-512").digest(selected);
          default -> selected;
        };
    return Arrays.equals(data, record.getCertificateAssociationData());
  }

  /**
   * DANE-TA(2): RFC 7672 §3.1.2. The host has to show the anchor too, which a digest can't give.
   */
  private static void requireBelow(
      TLSARecord record, List<X509Certificate> chain, List<String> names)
      throws GeneralSecurityException {
    CertificateNames.require(chain.get(0), names);
    for (int i = 0; i < chain.size(); i++) {
      if (matches(record, chain.get(i))) {
        if (i == 0) {
          chain.get(0).checkValidity(); // it is its own anchor
        } else {
          requirePath(chain.subList(0, i), chain.get(i));
        }
        return;
      }
    }
    throw new CertificateException("the trust anchor is not in the chain");
  }

  private static void requirePath(List<X509Certificate> path, X509Certificate anchor)
      throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
  }
}
