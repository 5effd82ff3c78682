package org.chukei.history;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Events as they are kept. */
final class LifeJson {

  /** In characters; one event alone may be longer. */
  private static final int FULL = 30_000;

  private static final Jsonb JSON = JsonbBuilder.create();

  /** By the name that stands in the JSON; the platform's JSON-B writes it, and does not read it. */
  private static final Map<String, Class<? extends LifeEvent>> KINDS =
      Arrays.stream(LifeEvent.class.getAnnotation(JsonbTypeInfo.class).value())
          .collect(
              Collectors.toMap(
                  JsonbSubtype::alias, subtype -> subtype.type().asSubclass(LifeEvent.class)));

  private LifeJson() {}

  /** Lists of events, together all of them: a list is no longer than a row likes to be. */
  static List<String> write(List<LifeEvent> events) {
    List<String> lists = new ArrayList<>();
    StringBuilder list = new StringBuilder();
    for (LifeEvent event : events) {
      if (list.length() > FULL) {
        lists.add("[" + list + "]");
        list.setLength(0);
      }
      list.append(list.isEmpty() ? "" : ",").append(JSON.toJson(event));
    }
    lists.add("[" + list + "]");
    return lists;
  }

  static List<LifeEvent> read(String list) {
    try (JsonReader reader = Json.createReader(new StringReader(list))) {
      return reader.readArray().getValuesAs(JsonObject.class).stream()
          .map(LifeJson::event)
          .toList();
    }
  }

  private static LifeEvent event(JsonObject json) {
    Class<? extends LifeEvent> type = KINDS.get(json.getString("event"));
    return JSON.fromJson(json.toString(), type);
  }
}
