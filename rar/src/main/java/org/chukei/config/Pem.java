package org.chukei.config;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Certificates and private keys in the textual encodings that are called PEM (RFC 7468). */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private record Block(String label, String body) {
    boolean isKey() {
      return label.endsWith("PRIVATE KEY");
    }

    byte[] octets() throws GeneralSecurityException {
      if (body.contains("Proc-Type:")) {
        throw new GeneralSecurityException(
            "the key is encrypted in OpenSSL's old way; rewrite it with openssl pkcs8 -topk8");
      }
      try {
        return Base64.getMimeDecoder().decode(body);
      } catch (IllegalArgumentException e) {
        throw new GeneralSecurityException(label + " is not base64");
      }
    }
  }

  private final List<Block> blocks = new ArrayList<>();

  Pem(String text) {
    Matcher m = BLOCK.matcher(text);
    while (m.find()) {
      blocks.add(new Block(m.group(1), m.group(2)));
    }
  }

  static boolean isPem(String text) {
    return BLOCK.matcher(text).find();
  }

  List<X509Certificate> certificates() throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> found = new ArrayList<>();
    for (Block block : blocks) {
      if (block.label().equals("CERTIFICATE")) {
        ByteArrayInputStream in = new ByteArrayInputStream(block.octets());
        found.add((X509Certificate) factory.generateCertificate(in));
      }
    }
    return found;
  }

  /**
   * The first private key, be it in PKCS#8, encrypted or not, or in the forms of PKCS#1 and SEC 1.
   *
   * @param owner the public key it belongs to: the latter two do not tell their algorithm
   */
  Optional<PrivateKey> key(PublicKey owner, String password) throws GeneralSecurityException {
    for (Block block : blocks) {
      if (block.isKey()) {
        byte[] pkcs8 =
            switch (block.label()) {
              case "PRIVATE KEY" -> block.octets();
              case "ENCRYPTED PRIVATE KEY" -> decrypted(block.octets(), password);
              // RFC 5958 §2: version, algorithm, key; the first two are what these forms lack.
              default ->
                  tlv(
                      SEQUENCE,
                      VERSION_0,
                      algorithm(owner),
                      tlv(OCTET_STRING, new byte[][] {block.octets()}));
            };
        KeyFactory factory = KeyFactory.getInstance(owner.getAlgorithm());
        return Optional.of(factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
      }
    }
    return Optional.empty();
  }

  private static byte[] decrypted(byte[] octets, String password) throws GeneralSecurityException {
    if (password.isEmpty()) {
      throw new GeneralSecurityException(
          "the key is encrypted; set " + Setting.TLS_KEY_PASSWORD.variable());
    }
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(octets);
      // For PBES2 the algorithm's name says nothing, and its parameters all.
      String algorithm = info.getAlgParameters().toString();
      PBEKeySpec spec = new PBEKeySpec(password.toCharArray());
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
          info.getAlgParameters());
      return info.getKeySpec(cipher).getEncoded();
    } catch (IOException | GeneralSecurityException e) {
      throw new GeneralSecurityException(
          "the key can't be decrypted; is " + Setting.TLS_KEY_PASSWORD.variable() + " right?", e);
    }
  }

  /** The algorithm with its parameters, the first element of a public key (RFC 5280 §4.1). */
  private static byte[] algorithm(PublicKey key) {
    byte[] encoded = key.getEncoded();
    int from = contentOf(encoded, 0);
    int content = contentOf(encoded, from);
    return Arrays.copyOfRange(encoded, from, content + lengthAt(encoded, from));
  }

  private static int contentOf(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int lengthAt(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = at + 2; i < contentOf(der, at); i++) {
      length = length << 8 | der[i] & 0xff;
    }
    return length;
  }

  private static byte[] tlv(int tag, byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    out.write(tag);
    if (length < 0x80) {
      out.write(length);
    } else {
      out.write(0x82); // no key is longer than 64 KiB
      out.write(length >> 8);
      out.write(length);
    }
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
