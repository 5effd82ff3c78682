package org.chukei.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Checks the settings before the server starts: {@code ./chukei run} runs it, for it takes a
 * fraction of a second where a server would need many to fail on the same fault.
 *
 * <p>Prints where HTTP and SMTP will listen as {@code KEY=VALUE} lines and ends with 0, and what is
 * set in vain as {@code WARNING=…}; or the faults, one a line, and ends with 78 (sysexits'
 * EX_CONFIG).
 */
public final class CheckSettings {

  private static final int BAD_CONFIGURATION = 78;

  private CheckSettings() {}

  public static void main(String[] args) {
    try {
      Settings settings = Settings.load();
      List<String> faults = new ArrayList<>(CertificateFiles.faults(settings));
      faults.addAll(ListeningCheck.faults(settings));
      faults.addAll(FileOwnerCheck.faults(settings));
      if (faults.isEmpty()) {
        describe(settings).forEach(System.out::println);
        settings.warnings().forEach(warning -> System.out.println("WARNING=" + warning));
        return;
      }
      faults.forEach(System.out::println);
    } catch (BadSettingsException e) {
      e.faults().forEach(System.out::println);
    }
    System.exit(BAD_CONFIGURATION);
  }

  static List<String> describe(Settings settings) {
    String http = settings.httpAddress();
    String smtp = settings.smtpAddress();
    return List.of(
        "HTTP_ADDRESS=" + http,
        "HTTP_HOST=" + reachable(http),
        "HTTP_PORT=" + settings.httpPort(),
        "HTTP=" + new HostPort(reachable(http), settings.httpPort()),
        "MX=" + new HostPort(smtp, settings.smtpMxPort()),
        "SUBMISSION=" + new HostPort(smtp, settings.smtpSubmissionPort()),
        "SUBMISSIONS=" + new HostPort(smtp, settings.smtpSubmissionsPort()));
  }

  /** Where this machine itself reaches what listens there: nobody can dial a wildcard address. */
  private static String reachable(String address) {
    return switch (address) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::" -> "::1";
      default -> address;
    };
  }
}
