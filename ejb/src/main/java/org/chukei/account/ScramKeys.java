package org.chukei.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.chukei.connector.api.ScramParameters;

/**
 * What is kept of a password: the keys of SCRAM-SHA-256 (RFC 5802 §3, RFC 7677), from which the
 * password can't be read. Written as RFC 5803 has it. Prints nothing secret.
 */
final class ScramKeys {

  static final int ITERATIONS = 120_000;

  static final int SALT_OCTETS = 16;
  private static final int KEY_BITS = 256;
  private static final Pattern TEXT =
      Pattern.compile("SCRAM-SHA-256\\$(\\d{4,8}):([^$:]+)\\$([^$:]+):([^$:]+)");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ScramKeys NOBODY = of(Password.of("nobody"));

  private final int iterations;
  private final byte[] salt;
  private final byte[] storedKey;
  private final byte[] serverKey;

  private ScramKeys(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    this.iterations = iterations;
    this.salt = salt;
    this.storedKey = storedKey;
    this.serverKey = serverKey;
  }

  /** With a new salt. Takes a tenth of a second of computing: keep it out of transactions. */
  static ScramKeys of(Password password) {
    byte[] salt = new byte[SALT_OCTETS];
    RANDOM.nextBytes(salt);
    return of(password, salt, ITERATIONS);
  }

  static ScramKeys of(Password password, byte[] salt, int iterations) {
    byte[] salted = salted(password, salt, iterations);
    byte[] clientKey = hmac(salted, "Client Key");
    return new ScramKeys(iterations, salt, sha256(clientKey), hmac(salted, "Server Key"));
  }

  /** Reads {@link #format}. */
  static ScramKeys parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("not the keys of a password");
    }
    Base64.Decoder base64 = Base64.getDecoder();
    return new ScramKeys(
        Integer.parseInt(m.group(1)),
        base64.decode(m.group(2)),
        base64.decode(m.group(3)),
        base64.decode(m.group(4)));
  }

  /** {@code SCRAM-SHA-256$iterations:salt$storedKey:serverKey} (RFC 5803 §3). */
  String format() {
    Base64.Encoder base64 = Base64.getEncoder();
    return "SCRAM-SHA-256$"
        + iterations
        + ":"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(storedKey)
        + ":"
        + base64.encodeToString(serverKey);
  }

  boolean match(Password password) {
    byte[] clientKey = hmac(salted(password, salt, iterations), "Client Key");
    return MessageDigest.isEqual(sha256(clientKey), storedKey);
  }

  /** Computes as long as {@link #match} would, for an account that does not exist. */
  static void matchNobody(Password password) {
    NOBODY.match(password);
  }

  /** What a client is told before it proves that it knows the password. */
  ScramParameters parameters() {
    return new ScramParameters(Base64.getEncoder().encodeToString(salt), iterations);
  }

  /**
   * Verifies a client's proof (RFC 5802 §3).
   *
   * @param proof ClientProof, in base64
   * @return the server's signature, in base64; empty where the proof is wrong
   */
  Optional<String> verify(String authMessage, String proof) {
    byte[] claimed;
    try {
      claimed = Base64.getDecoder().decode(proof);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    byte[] message = authMessage.getBytes(StandardCharsets.UTF_8);
    byte[] clientKey = hmac(storedKey, message); // ClientSignature, until it meets the proof
    if (claimed.length != clientKey.length) {
      return Optional.empty();
    }
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= claimed[i];
    }
    return MessageDigest.isEqual(sha256(clientKey), storedKey)
        ? Optional.of(Base64.getEncoder().encodeToString(serverSignature(message)))
        : Optional.empty();
  }

  /** As {@link #verify}, for an account that does not exist. */
  static void verifyNobody(String authMessage, String proof) {
    NOBODY.verify(authMessage, proof);
  }

  byte[] serverSignature(byte[] authMessage) {
    return hmac(serverKey, authMessage);
  }

  @Override
  public String toString() {
    return "ScramKeys[" + iterations + " iterations]";
  }

  private static byte[] salted(Password password, byte[] salt, int iterations) {
    try {
      PBEKeySpec spec = new PBEKeySpec(password.prepared(), salt, iterations, KEY_BITS);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    return hmac(key, text.getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] hmac(byte[] key, byte[] octets) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] sha256(byte[] octets) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
