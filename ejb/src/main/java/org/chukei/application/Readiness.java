package org.chukei.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.util.Optional;
import org.chukei.connector.api.OpenServices;
import org.chukei.connector.api.SmtpServices;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** Ready ({@code /health/ready}) while every part has started and the SMTP services are open. */
@ApplicationScoped
@Default // the health annotation is a qualifier too, and would take the place of this one
@org.eclipse.microprofile.health.Readiness
public class Readiness implements HealthCheck {

  private volatile boolean up;

  void started() {
    up = true;
  }

  void stopping() {
    up = false;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<SmtpServices> services = OpenServices.find();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("chukei").status(up && services.isPresent());
    response.withData("application", up ? "up" : "down");
    services.ifPresent(open -> addresses(open, response));
    return response.build();
  }

  private static void addresses(SmtpServices services, HealthCheckResponseBuilder response) {
    services
        .services()
        .forEach(s -> response.withData(s.name(), services.address(s).toString().replace("/", "")));
  }
}
