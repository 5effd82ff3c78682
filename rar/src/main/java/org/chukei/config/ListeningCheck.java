package org.chukei.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tries every address and port that the server will listen on, all at once, and lets go again. */
final class ListeningCheck {

  private ListeningCheck() {}

  /** One line for each that can't be had; names the setting to change. */
  static List<String> faults(Settings settings) {
    if (settings.httpPort() == 0) {
      return List.of(Setting.HTTP_PORT.variable() + "='0': must be a port, 1 to 65535");
    }
    Map<Setting, InetSocketAddress> wanted = new LinkedHashMap<>();
    List<String> faults = new ArrayList<>();
    List<ServerSocket> open = new ArrayList<>();
    try {
      wanted.put(Setting.HTTP_PORT, at(settings.httpAddress(), settings.httpPort()));
      wanted.put(Setting.SMTP_MX_PORT, at(settings.smtpAddress(), settings.smtpMxPort()));
      wanted.put(
          Setting.SMTP_SUBMISSION_PORT, at(settings.smtpAddress(), settings.smtpSubmissionPort()));
      wanted.put(
          Setting.SMTP_SUBMISSIONS_PORT,
          at(settings.smtpAddress(), settings.smtpSubmissionsPort()));
      for (Map.Entry<Setting, InetSocketAddress> entry : wanted.entrySet()) {
        ServerSocket socket = new ServerSocket();
        open.add(socket);
        try {
          socket.bind(entry.getValue());
        } catch (IOException e) {
          faults.add(fault(entry.getKey(), entry.getValue(), e));
        }
      }
    } catch (IOException e) {
      faults.add("no socket to be had: " + e.getMessage());
    } finally {
      open.forEach(ListeningCheck::close);
    }
    return faults;
  }

  private static InetSocketAddress at(String address, int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  private static String fault(Setting portSetting, InetSocketAddress wanted, IOException e) {
    Setting addressSetting =
        portSetting == Setting.HTTP_PORT ? Setting.HTTP_ADDRESS : Setting.SMTP_ADDRESS;
    return "can't listen on %s: %s; change %s or %s"
        .formatted(
            new HostPort(wanted.getAddress().getHostAddress(), wanted.getPort()),
            e.getMessage(),
            portSetting.variable(),
            addressSetting.variable());
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
