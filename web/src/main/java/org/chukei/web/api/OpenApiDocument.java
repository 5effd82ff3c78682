package org.chukei.web.api;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The API as an OpenAPI 3.0 document, told from the resources themselves, so that it can't be
 * outdated. The server's own document is switched off: it would be open to everybody.
 */
final class OpenApiDocument {

  /** A test compares them with the sources. */
  static final List<Class<?>> RESOURCES =
      List.of(
          AccountResource.class,
          AdminResource.class,
          AuditResource.class,
          BackupResource.class,
          ConnectionResource.class,
          DecisionResource.class,
          DomainResource.class,
          GroupResource.class,
          MessageResource.class,
          OpenApiResource.class,
          PauseResource.class,
          PermitResource.class,
          PolicyResource.class,
          QueueResource.class,
          SettingsResource.class,
          StatusResource.class,
          SurgeResource.class,
          TransportResource.class,
          UserResource.class);

  private final OpenApiSchemas schemas = new OpenApiSchemas();
  private final Map<String, JsonObjectBuilder> paths = new TreeMap<>();
  private final Map<String, String> tags = new TreeMap<>();

  private OpenApiDocument() {}

  static JsonObject of(String version) {
    OpenApiDocument document = new OpenApiDocument();
    RESOURCES.forEach(resource -> document.add(path(resource), resource));
    return document.build(version);
  }

  private JsonObject build(String version) {
    JsonObjectBuilder all = Json.createObjectBuilder();
    paths.forEach(all::add);
    JsonArrayBuilder tagged = Json.createArrayBuilder();
    tags.forEach(
        (name, description) ->
            tagged.add(
                Json.createObjectBuilder().add("name", name).add("description", description)));
    return Json.createObjectBuilder()
        .add("openapi", "3.0.3")
        .add(
            "info",
            Json.createObjectBuilder()
                .add("title", "Chukei")
                .add("version", version)
                .add(
                    "description",
                    "Administers an SMTP relay. Every request carries the token of"
                        + " CHUKEI_HOME/api.token. What went wrong is told as {\"message\": …}."))
        .add(
            "servers", Json.createArrayBuilder().add(Json.createObjectBuilder().add("url", "/api")))
        .add("tags", tagged)
        .add("paths", all)
        .add(
            "components",
            Json.createObjectBuilder()
                .add("schemas", schemas.components())
                .add(
                    "securitySchemes",
                    Json.createObjectBuilder()
                        .add(
                            "token",
                            Json.createObjectBuilder()
                                .add("type", "http")
                                .add("scheme", "bearer"))))
        .add(
            "security",
            Json.createArrayBuilder()
                .add(Json.createObjectBuilder().add("token", Json.createArrayBuilder())))
        .build();
  }

  private static String path(AnnotatedElement element) {
    String path =
        element.isAnnotationPresent(Path.class) ? element.getAnnotation(Path.class).value() : "";
    String plain = path.replaceAll("\\{\\s*(\\w+)\\s*:(?:[^{}]|\\{[^}]*\\})*\\}", "{$1}");
    return plain.isEmpty() || plain.startsWith("/") ? plain : "/" + plain;
  }

  private void add(String prefix, Class<?> resource) {
    Tag tag = resource.getAnnotation(Tag.class);
    tags.put(tag.name(), tag.description());
    Stream.of(resource.getDeclaredMethods())
        .sorted(Comparator.comparing(Method::getName))
        .forEach(
            method -> {
              Optional<String> verb = verb(method);
              if (verb.isPresent()) {
                paths
                    .computeIfAbsent(prefix + path(method), p -> Json.createObjectBuilder())
                    .add(verb.get(), operation(method, tag.name()));
              } else if (method.isAnnotationPresent(Path.class)) {
                add(prefix + path(method), method.getReturnType()); // a resource beneath this one
              }
            });
  }

  private static Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(found -> found != null)
        .map(found -> found.value().toLowerCase(Locale.ROOT))
        .findFirst();
  }

  private JsonObjectBuilder operation(Method method, String tag) {
    JsonArrayBuilder parameters = Json.createArrayBuilder();
    JsonObjectBuilder operation =
        Json.createObjectBuilder()
            .add("tags", Json.createArrayBuilder().add(tag))
            .add("summary", summary(method));
    for (Parameter parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(BeanParam.class)) {
        for (Field field : parameter.getType().getDeclaredFields()) {
          parameter(field, field.getGenericType()).ifPresent(parameters::add);
        }
      } else {
        Optional<JsonObjectBuilder> one = parameter(parameter, parameter.getParameterizedType());
        if (one.isPresent()) {
          parameters.add(one.get());
        } else if (parameter.getAnnotations().length == 0) {
          operation.add(
              "requestBody",
              content(
                  parameter.getParameterizedType(),
                  Json.createObjectBuilder().add("required", true)));
        }
      }
    }
    return operation.add("parameters", parameters).add("responses", responses(method));
  }

  private static String summary(Method method) {
    return method.isAnnotationPresent(Operation.class)
        ? method.getAnnotation(Operation.class).summary()
        : ""; // which a test does not let pass
  }

  private Optional<JsonObjectBuilder> parameter(AnnotatedElement element, Type type) {
    if (element.isAnnotationPresent(PathParam.class)) {
      return Optional.of(
          parameter(element.getAnnotation(PathParam.class).value(), "path", type)
              .add("required", true));
    }
    if (!element.isAnnotationPresent(QueryParam.class)) {
      return Optional.empty();
    }
    JsonObjectBuilder query =
        parameter(element.getAnnotation(QueryParam.class).value(), "query", type);
    DefaultValue otherwise = element.getAnnotation(DefaultValue.class);
    return Optional.of(
        otherwise == null || otherwise.value().isEmpty()
            ? query
            : query.add("description", "left out: " + otherwise.value()));
  }

  private JsonObjectBuilder parameter(String name, String in, Type type) {
    return Json.createObjectBuilder()
        .add("name", name)
        .add("in", in)
        .add("schema", schemas.of(type));
  }

  private static String success(Method method) {
    if (method.isAnnotationPresent(Created.class)) {
      return "201";
    }
    return method.getReturnType() == void.class ? "204" : "200";
  }

  private JsonObjectBuilder responses(Method method) {
    JsonObjectBuilder done = Json.createObjectBuilder().add("description", "done");
    Type type = method.getGenericReturnType();
    boolean hasBody = type instanceof Class<?> raw && raw.isRecord();
    return Json.createObjectBuilder()
        .add(success(method), hasBody ? content(type, done) : done)
        .add("401", Json.createObjectBuilder().add("description", "without the token"))
        .add(
            "default",
            content(
                Problem.class, Json.createObjectBuilder().add("description", "what went wrong")));
  }

  private JsonObjectBuilder content(Type type, JsonObjectBuilder around) {
    return around.add(
        "content",
        Json.createObjectBuilder()
            .add("application/json", Json.createObjectBuilder().add("schema", schemas.of(type))));
  }
}
