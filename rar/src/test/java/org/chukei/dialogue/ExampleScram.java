package org.chukei.dialogue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.chukei.connector.api.ScramParameters;
import org.chukei.connector.api.ScramProof;

/** SCRAM-SHA-256 for the example world, where passwords are known (RFC 5802 §3). */
final class ExampleScram {

  static final ScramParameters PARAMETERS = new ScramParameters("W22ZaJ0SNY7soEsUEjb6gQ==", 4_096);

  private ExampleScram() {}

  /** The server's signature where the proof is that of this password. */
  static Optional<String> verify(String password, ScramProof proof) {
    byte[] salted = salted(password);
    byte[] clientKey = hmac(salted, "Client Key");
    byte[] signature = hmac(sha256(clientKey), proof.authMessage());
    byte[] expected = new byte[clientKey.length];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = (byte) (clientKey[i] ^ signature[i]);
    }
    return MessageDigest.isEqual(expected, Base64.getDecoder().decode(proof.proof()))
        ? Optional.of(
            Base64.getEncoder()
                .encodeToString(hmac(hmac(salted, "Server Key"), proof.authMessage())))
        : Optional.empty();
  }

  private static byte[] salted(String password) {
    try {
      PBEKeySpec spec =
          new PBEKeySpec(
              password.toCharArray(),
              Base64.getDecoder().decode(PARAMETERS.salt()),
              PARAMETERS.iterations(),
              256);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
