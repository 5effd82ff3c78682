package org.chukei.connector.tls;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chukei.config.BadSettingsException;
import org.chukei.config.CertificateFiles;
import org.chukei.config.ServerCertificate;
import org.chukei.config.Settings;

/**
 * The certificate that new connections are shown, and whether its files have changed since. Safe
 * from any thread.
 */
public final class CertificateInForce {

  private static final System.Logger LOG = System.getLogger(CertificateInForce.class.getName());

  private final Settings settings;
  private volatile ServerCertificate current;
  private List<String> seen;

  private CertificateInForce(Settings settings, ServerCertificate current, List<String> seen) {
    this.settings = settings;
    this.current = current;
    this.seen = seen;
  }

  /**
   * From the files that the settings name; a self-signed one under the home directory where they
   * name none.
   *
   * @throws BadSettingsException where the files can't be used
   * @throws IOException where the self-signed certificate can't be kept
   */
  public static CertificateInForce load(Settings settings, String hostname, Clock clock)
      throws IOException {
    List<String> looks = looks(settings);
    Optional<ServerCertificate> read = CertificateFiles.read(settings);
    ServerCertificate certificate =
        read.isPresent()
            ? read.get()
            : SelfSignedCertificate.in(settings.home(), hostname, clock.instant());
    LOG.log(
        Level.INFO,
        read.isPresent() ? "certificate {0}, until {1}" : "self-signed certificate {0}, until {1}",
        certificate,
        certificate.certificate().getNotAfter().toInstant());
    return new CertificateInForce(settings, certificate, looks);
  }

  public ServerCertificate current() {
    return current;
  }

  /**
   * Looks at the files and reads them if they have changed. A bad file is told once, and leaves the
   * old certificate in force.
   *
   * @return true if there is a new one
   */
  public synchronized boolean refresh() {
    List<String> looks = looks(settings);
    if (looks.equals(seen)) {
      return false;
    }
    seen = looks;
    try {
      Optional<ServerCertificate> read = CertificateFiles.read(settings);
      if (read.isEmpty() || read.get().equals(current)) {
        return false;
      }
      current = read.get();
      LOG.log(Level.INFO, "new certificate {0}", current);
      return true;
    } catch (BadSettingsException e) {
      LOG.log(Level.ERROR, "the old certificate stays in force: {0}", e.getMessage());
      return false;
    }
  }

  /** Taken before the files are read: what changes meanwhile is seen the next time. */
  private static List<String> looks(Settings settings) {
    return Stream.of(settings.tlsCertificate(), settings.tlsKey())
        .flatMap(Optional::stream)
        .map(CertificateInForce::look)
        .toList();
  }

  private static String look(Path file) {
    try {
      BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
      return a.fileKey() + " " + a.size() + " " + a.lastModifiedTime();
    } catch (IOException e) {
      return e.getClass().getName();
    }
  }
}
