package org.chukei.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.Optional;
import org.chukei.connector.api.Service;
import org.chukei.smtp.ForwardPath;
import org.chukei.smtp.ReversePath;

/** Tells what the rules in force would decide, by the very code that decides. */
@ApplicationScoped
public class Simulator {

  /**
   * @param account the account the client would have authenticated as; empty: not authenticated
   */
  public Decision simulate(
      Service service,
      InetAddress client,
      ReversePath sender,
      ForwardPath recipient,
      Optional<String> account) {
    throw new UnsupportedOperationException();
  }
}
