package org.chukei.connector.netty;

import org.chukei.config.Setting;
import org.chukei.config.Settings;

/** A service can't listen; the message names the setting to change. */
public final class BindFailedException extends Exception {

  private BindFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  static BindFailedException of(Settings settings, Setting port, Throwable cause) {
    String address = settings.smtpAddress();
    String given = port.variable() + "=" + settings.value(port).text();
    // The JDK has one exception for all of these and tells them apart only by the system's text.
    String reason = String.valueOf(cause.getMessage());
    if (reason.contains("in use")) {
      return new BindFailedException(
          given
              + ": address already in use on "
              + address
              + "; stop the other server or set "
              + port.variable()
              + " to a free port",
          cause);
    }
    if (reason.contains("ermission denied")) {
      return new BindFailedException(
          given
              + ": not allowed on "
              + address
              + "; give the server CAP_NET_BIND_SERVICE or set "
              + port.variable()
              + " to a port above 1023",
          cause);
    }
    return new BindFailedException(
        Setting.SMTP_ADDRESS.variable()
            + "="
            + address
            + ": can't listen there on port "
            + settings.value(port).text()
            + " ("
            + reason
            + "); set it to an address of this machine",
        cause);
  }
}
