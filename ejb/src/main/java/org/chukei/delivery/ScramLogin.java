package org.chukei.delivery;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.chukei.transport.Login;

/**
 * The client's side of SCRAM-SHA-256 (RFC 5802, RFC 7677), without channel binding. The secret
 * itself never crosses the wire. Used once.
 */
final class ScramLogin {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** "n,,": no channel binding, nobody else's authority. */
  private static final String GS2_HEADER = "n,,";

  /** Above it the host keeps us busy for nothing. */
  private static final int MOST_ITERATIONS = 1_000_000;

  private final Login login;
  private final String nonce;
  private byte[] serverSignature = {};

  ScramLogin(Login login) {
    this(login, randomNonce());
  }

  ScramLogin(Login login, String nonce) {
    this.login = login;
    this.nonce = nonce;
  }

  private static String randomNonce() {
    byte[] octets = new byte[18];
    RANDOM.nextBytes(octets);
    return Base64.getEncoder().encodeToString(octets);
  }

  /** The client's first message. */
  String first() {
    return GS2_HEADER + bare();
  }

  private String bare() {
    return "n=" + login.user().replace("=", "=3D").replace(",", "=2C") + ",r=" + nonce;
  }

  /**
   * The client's last message, with the proof.
   *
   * @return {@code *}, which cancels the exchange, where the server's message is none
   */
  String last(String serverFirst) {
    Map<Character, String> attributes = attributes(serverFirst);
    String theirNonce = attributes.getOrDefault('r', "");
    int iterations = number(attributes.getOrDefault('i', ""));
    if (!theirNonce.startsWith(nonce) || iterations < 1 || iterations > MOST_ITERATIONS) {
      return "*";
    }
    try {
      byte[] salt = Base64.getDecoder().decode(attributes.getOrDefault('s', ""));
      String withoutProof =
          "c=" + base64(GS2_HEADER.getBytes(StandardCharsets.UTF_8)) + ",r=" + theirNonce;
      String authMessage = bare() + "," + serverFirst + "," + withoutProof;
      byte[] salted = salted(salt, iterations);
      byte[] clientKey = hmac(salted, "Client Key");
      byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
      byte[] proof = hmac(storedKey, authMessage);
      for (int i = 0; i < proof.length; i++) {
        proof[i] ^= clientKey[i];
      }
      serverSignature = hmac(hmac(salted, "Server Key"), authMessage);
      return withoutProof + ",p=" + base64(proof);
    } catch (IllegalArgumentException e) {
      return "*";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whether the server knows the secret, or what was made of it, too. */
  boolean isGenuine(String serverLast) {
    String signature = attributes(serverLast).getOrDefault('v', "");
    return serverSignature.length > 0
        && MessageDigest.isEqual(
            base64(serverSignature).getBytes(StandardCharsets.US_ASCII),
            signature.getBytes(StandardCharsets.US_ASCII));
  }

  private byte[] salted(byte[] salt, int iterations) throws GeneralSecurityException {
    PBEKeySpec spec = new PBEKeySpec(login.secret().toCharArray(), salt, iterations, 256);
    return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<Character, String> attributes(String message) {
    Map<Character, String> attributes = new HashMap<>();
    for (String attribute : message.split(",")) {
      if (attribute.length() > 1 && attribute.charAt(1) == '=') {
        attributes.putIfAbsent(attribute.charAt(0), attribute.substring(2));
      }
    }
    return attributes;
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static String base64(byte[] octets) {
    return Base64.getEncoder().encodeToString(octets);
  }
}
