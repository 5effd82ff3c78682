package org.chukei.web.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.chukei.config.SettingInForce;
import org.chukei.config.Settings;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The settings in force. They are changed where they come from, and by a restart. */
@Tag(name = "settings", description = "Settings")
@Path("settings")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SettingsResource {

  @Inject private Settings settings;

  /** All of them. */
  public record All(List<Setting> settings) {}

  /**
   * @param variable its name in the environment
   * @param property its name elsewhere
   * @param value asterisks where it is secret
   * @param origin where it comes from
   * @param place the variable, the property, or the file and its line; left out for a default
   */
  @JsonbPropertyOrder({
    "variable",
    "property",
    "value",
    "origin",
    "place",
    "defaultValue",
    "meaning"
  })
  public record Setting(
      String variable,
      String property,
      String value,
      Settings.Origin origin,
      String place,
      String defaultValue,
      String meaning) {

    static Setting of(SettingInForce inForce) {
      return new Setting(
          inForce.setting().variable(),
          inForce.setting().property(),
          inForce.value(),
          inForce.origin(),
          inForce.place().isEmpty() ? null : inForce.place(),
          inForce.setting().defaultValue(),
          inForce.setting().meaning());
    }
  }

  @Operation(summary = "The settings in force, and where each comes from; secrets are hidden")
  @GET
  public All all() {
    return new All(settings.all().stream().map(Setting::of).toList());
  }
}
