package org.chukei.deployed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;

/** An authority and its certificates, and certificates of nobody's, made by openssl. */
final class TestCertificates {

  private final Path directory;

  TestCertificates(Path directory) throws IOException {
    this.directory = directory;
    selfSigned("ca", "ca.example");
  }

  /** PEM. */
  Path authority() {
    return pem("ca");
  }

  Path pem(String name) {
    return directory.resolve(name + ".pem");
  }

  Path key(String name) {
    return directory.resolve(name + ".key");
  }

  /** PKCS#12, password {@link SecureNextHop#PASSWORD}. */
  Path store(String name) {
    return directory.resolve(name + ".p12");
  }

  /** That no authority has issued. */
  TestCertificates selfSigned(String name, String host) throws IOException {
    openssl(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=" + host,
        "-addext",
        "subjectAltName=DNS:" + host,
        "-keyout",
        key(name).toString(),
        "-out",
        pem(name).toString());
    return pack(name);
  }

  /** Issued by the authority. */
  TestCertificates issued(String name, String... hosts) throws IOException {
    Path request = directory.resolve(name + ".csr");
    Path extensions = directory.resolve(name + ".ext");
    Files.writeString(extensions, "subjectAltName=DNS:" + String.join(",DNS:", hosts) + "\n");
    openssl(
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=" + hosts[0],
        "-keyout",
        key(name).toString(),
        "-out",
        request.toString());
    openssl(
        "x509",
        "-req",
        "-in",
        request.toString(),
        "-CA",
        pem("ca").toString(),
        "-CAkey",
        key("ca").toString(),
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        extensions.toString(),
        "-out",
        pem(name).toString());
    return pack(name);
  }

  private TestCertificates pack(String name) throws IOException {
    openssl(
        "pkcs12",
        "-export",
        "-in",
        pem(name).toString(),
        "-inkey",
        key(name).toString(),
        "-out",
        store(name).toString(),
        "-passout",
        "pass:" + SecureNextHop.PASSWORD);
    return this;
  }

  /** The data of a record that this certificate's key matches (RFC 6698 §2.1). */
  String tlsa(String name) throws IOException {
    try (InputStream in = Files.newInputStream(pem(name))) {
      byte[] key =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(in)
              .getPublicKey()
              .getEncoded();
      return "3 1 1 " + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private void openssl(String... arguments) throws IOException {
    String[] command = new String[arguments.length + 1];
    command[0] = "openssl";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("openssl.log").toFile())
            .start();
    if (Launcher.end(process) != 0) {
      throw new IOException(Files.readString(directory.resolve("openssl.log")));
    }
  }
}
