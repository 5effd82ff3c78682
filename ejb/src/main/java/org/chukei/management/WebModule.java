package org.chukei.management;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Whether console and API answer. Their module starts after this one, seconds later, and tells when
 * it has; until then the server is not ready, however well it takes mail. Safe for many threads.
 */
@ApplicationScoped
public class WebModule {

  private volatile boolean up;

  /** Called by the web module when all of it has started. */
  public void started() {
    up = true;
  }

  /** Called by the web module before any of it stops. */
  public void stopping() {
    up = false;
  }

  public boolean isUp() {
    return up;
  }
}
