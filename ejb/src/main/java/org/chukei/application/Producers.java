package org.chukei.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import org.chukei.config.Settings;

/** What plain classes are handed instead of asking the surroundings. */
@ApplicationScoped
class Producers {

  @Produces
  Settings settings() {
    return Settings.load();
  }

  @Produces
  Clock clock() {
    return Clock.systemUTC();
  }
}
