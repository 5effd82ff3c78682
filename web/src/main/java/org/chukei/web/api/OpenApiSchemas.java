package org.chukei.web.api;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The JSON of our records, as schemas of an OpenAPI document, which it is told from the types. */
final class OpenApiSchemas {

  private final Map<String, JsonObject> components = new TreeMap<>();

  /** For all types that were asked for, by name. */
  JsonObject components() {
    JsonObjectBuilder all = Json.createObjectBuilder();
    components.forEach(all::add);
    return all.build();
  }

  JsonObject of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return ofGeneric(generic);
    }
    if (type instanceof WildcardType wildcard) {
      return of(wildcard.getUpperBounds()[0]);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == boolean.class || raw == Boolean.class) {
      return simple("boolean");
    }
    if (raw == int.class
        || raw == long.class
        || raw == Integer.class
        || raw == Long.class
        || raw == Limit.class) {
      return simple("integer");
    }
    if (raw == Instant.class) {
      return Json.createObjectBuilder().add("type", "string").add("format", "date-time").build();
    }
    if (raw.isEnum()) {
      JsonArrayBuilder names = Json.createArrayBuilder();
      for (Object constant : raw.getEnumConstants()) {
        names.add(((Enum<?>) constant).name());
      }
      return Json.createObjectBuilder().add("type", "string").add("enum", names).build();
    }
    if (raw == String.class || raw == CharSequence.class) {
      return simple("string");
    }
    return raw.isRecord() ? reference(raw) : simple("object");
  }

  private JsonObject ofGeneric(ParameterizedType generic) {
    Class<?> raw = (Class<?>) generic.getRawType();
    if (raw == Optional.class) {
      return of(generic.getActualTypeArguments()[0]);
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return Json.createObjectBuilder()
          .add("type", "array")
          .add("items", of(generic.getActualTypeArguments()[0]))
          .build();
    }
    return simple("object");
  }

  private JsonObject reference(Class<?> type) {
    String name =
        type.getEnclosingClass() == null
            ? type.getSimpleName()
            : type.getEnclosingClass().getSimpleName() + "." + type.getSimpleName();
    if (!components.containsKey(name)) {
      components.put(name, JsonObject.EMPTY_JSON_OBJECT); // it may refer to itself
      JsonObjectBuilder properties = Json.createObjectBuilder();
      for (RecordComponent component : type.getRecordComponents()) {
        properties.add(component.getName(), of(component.getGenericType()));
      }
      components.put(
          name,
          Json.createObjectBuilder().add("type", "object").add("properties", properties).build());
    }
    return Json.createObjectBuilder().add("$ref", "#/components/schemas/" + name).build();
  }

  private static JsonObject simple(String type) {
    return Json.createObjectBuilder().add("type", type).build();
  }
}
