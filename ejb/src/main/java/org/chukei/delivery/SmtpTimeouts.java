package org.chukei.delivery;

import java.time.Duration;
import org.chukei.smtp.SmtpLimits;

/**
 * How long the client waits for each step of the next hop (RFC 5321 §4.5.3.2). Each is for the
 * whole step, so a peer that trickles octets gains nothing.
 *
 * @param block for one block of content to leave
 * @param quit for the reply to QUIT, which decides nothing any more
 */
record SmtpTimeouts(
    Duration connect,
    Duration greeting,
    Duration command,
    Duration dataInitiation,
    Duration block,
    Duration dataTermination,
    Duration quit) {

  /**
   * Those of the RFC; it names none for connecting, where a host's other addresses wait to be
   * tried, and asks for no patience after QUIT.
   */
  static final SmtpTimeouts STANDARD =
      new SmtpTimeouts(
          Duration.ofSeconds(10),
          SmtpLimits.CLIENT_GREETING,
          SmtpLimits.CLIENT_COMMAND,
          SmtpLimits.CLIENT_DATA_INITIATION,
          SmtpLimits.DATA_BLOCK,
          SmtpLimits.CLIENT_DATA_TERMINATION,
          Duration.ofSeconds(5));
}
