package org.chukei.web.api;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Optional;

/** A request's body as the audit log has it: without secrets, and long texts cut short. */
final class AuditedBody {

  static final String PROPERTY = AuditedBody.class.getName();

  private static final int LONGEST_TEXT = 300;

  private AuditedBody() {}

  /** Empty text where there was none, or none that can be read. */
  static String of(ContainerRequestContext request) {
    return read(request).map(body -> told(body).toString()).orElse("");
  }

  /** An import that only tells what it would change. */
  static boolean isDryRun(ContainerRequestContext request) {
    return read(request).filter(body -> body.getBoolean("dryRun", false)).isPresent();
  }

  private static Optional<JsonObject> read(ContainerRequestContext request) {
    if (!(request.getProperty(PROPERTY) instanceof byte[] octets)) {
      return Optional.empty();
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(octets))) {
      return Optional.of(reader.readObject());
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  private static JsonObject told(JsonObject body) {
    JsonObjectBuilder told = Json.createObjectBuilder();
    body.forEach(
        (name, value) -> told.add(name, isSecret(name) ? Json.createValue("…") : value(value)));
    return told.build();
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("password") || lower.contains("secret");
  }

  private static JsonValue value(JsonValue value) {
    if (value instanceof JsonObject object) {
      return told(object);
    }
    return value instanceof JsonString text && text.getString().length() > LONGEST_TEXT
        ? Json.createValue(text.getString().substring(0, LONGEST_TEXT) + "…")
        : value;
  }
}
