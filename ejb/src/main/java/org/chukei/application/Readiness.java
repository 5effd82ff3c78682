package org.chukei.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Inject;
import java.util.Optional;
import org.chukei.connector.api.OpenServices;
import org.chukei.connector.api.SmtpServices;
import org.chukei.management.Acceptance;
import org.chukei.management.WebModule;
import org.chukei.selftest.SelfTest;
import org.chukei.surge.Surges;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Ready ({@code /health/ready}) while every part has started, console and API among them, the SMTP
 * services are open and the store takes messages. A pause of acceptance is shown, and is no reason
 * to be taken for broken.
 */
@ApplicationScoped
@Default // the health annotation is a qualifier too, and would take the place of this one
@org.eclipse.microprofile.health.Readiness
public class Readiness implements HealthCheck {

  @Inject private Acceptance acceptance;
  @Inject private SelfTest selfTest;
  @Inject private Surges surges;
  @Inject private WebModule web;
  private volatile boolean up;

  void started() {
    up = true;
  }

  void stopping() {
    up = false;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("chukei");
    response.withData("application", up ? "up" : "down");
    if (!up) { // what is asked below can't be made yet, or is gone
      return response.down().build();
    }
    response.withData("console", web.isUp() ? "up" : "down");
    Optional<SmtpServices> services = OpenServices.find();
    response.status(web.isUp() && services.isPresent() && !acceptance.isStopped());
    response.withData("acceptance", acceptance.text());
    response.withData(
        "openRelaySelfTest",
        selfTest.last().map(result -> result.state().name()).orElse("NOT_RUN"));
    // A warning: whoever sends too much does it by any other server too.
    response.withData("surges", surges.open().size());
    services.ifPresent(open -> addresses(open, response));
    return response.build();
  }

  private static void addresses(SmtpServices services, HealthCheckResponseBuilder response) {
    services
        .services()
        .forEach(s -> response.withData(s.name(), services.address(s).toString().replace("/", "")));
  }
}
