package org.chukei.delivery;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.function.Predicate;
import org.chukei.config.Settings;

/** Where mail would come back to ourselves. */
final class OwnAddresses {

  private OwnAddresses() {}

  /**
   * @param port where mail is delivered to by MX: where another program listens there, this
   *     machine's addresses are not ours
   */
  static Predicate<InetAddress> of(Settings settings, int port) {
    if (settings.smtpMxPort() != port) {
      return address -> false;
    }
    String listening = settings.smtpAddress();
    boolean everywhere = listening.equals("0.0.0.0") || listening.equals("::");
    return address ->
        everywhere ? isOfThisMachine(address) : address.getHostAddress().equals(listening);
  }

  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
