package org.chukei.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {

  private static final Path SOURCES = Path.of("src/main/java/org/chukei/web/api");
  private static final Pattern METHOD =
      Pattern.compile("^  @(GET|POST|PUT|DELETE)$", Pattern.MULTILINE);

  private static final Set<String> BENEATH_BOTH_LISTS =
      Set.of("VersionsResource", "ImportResource");

  private final JsonObject document = OpenApiDocument.of("1.0");

  private static Set<String> resources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Resource.java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void each_resource_is_in_it() throws IOException {
    Set<String> named =
        OpenApiDocument.RESOURCES.stream()
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    named.addAll(BENEATH_BOTH_LISTS);
    assertThat(named).isEqualTo(resources());
  }

  @Test
  void each_method_is_in_it_and_is_described() throws IOException {
    long methods = 0;
    for (String resource : resources()) {
      String source = Files.readString(SOURCES.resolve(resource + ".java"));
      long here = METHOD.matcher(source).results().count();
      methods += BENEATH_BOTH_LISTS.contains(resource) ? 2 * here : here;
    }
    Set<String> operations = new TreeSet<>();
    document
        .getJsonObject("paths")
        .forEach(
            (path, verbs) ->
                verbs
                    .asJsonObject()
                    .forEach(
                        (verb, operation) -> {
                          assertThat(operation.asJsonObject().getString("summary")).isNotBlank();
                          operations.add(verb + " " + path);
                        }));
    assertThat(operations)
        .hasSize((int) methods)
        .contains(
            "get /messages/{id}",
            "post /permit/versions/{version}/rollback",
            "post /connection/import",
            "delete /accounts/{address}/aliases/{alias}",
            "put /permit",
            "get /openapi");
  }

  @Test
  void what_is_referred_to_is_there() {
    Set<String> schemas = document.getJsonObject("components").getJsonObject("schemas").keySet();
    Set<String> referred =
        Pattern.compile("#/components/schemas/([\\w.]+)")
            .matcher(document.toString())
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(schemas).containsAll(referred).contains("Problem", "MessageJson.Message");
    JsonObject find =
        document.getJsonObject("paths").getJsonObject("/messages").getJsonObject("get");
    assertThat(find.getJsonArray("parameters").getValuesAs(JsonObject.class))
        .extracting(parameter -> parameter.getString("name"))
        .contains("id", "decision", "message-id", "sender", "recipient", "from", "until", "limit");
  }

  /** What stands at this place, which may have slashes in a name written as {@code ~1}. */
  private static String at(JsonObject operation, String place) {
    return operation.getValue(place).toString();
  }

  @Test
  void an_operation_tells_what_it_takes_and_gives_and_what_opens_it() {
    JsonObject paths = document.getJsonObject("paths");
    JsonObject put = paths.getJsonObject("/domains/{name}/catch-all").getJsonObject("put");
    assertThat(at(put, "/parameters"))
        .isEqualTo(
            "[{\"name\":\"name\",\"in\":\"path\",\"schema\":{\"type\":\"string\"},\"required\":true}]");
    assertThat(at(put, "/requestBody/required")).isEqualTo("true");
    assertThat(at(put, "/requestBody/content/application~1json/schema/$ref"))
        .isEqualTo("\"#/components/schemas/DomainResource.CatchAll\"");
    assertThat(at(put, "/responses/200/content/application~1json/schema/$ref"))
        .isEqualTo("\"#/components/schemas/DomainResource.Domain\"");
    assertThat(at(put, "/responses/default/content/application~1json/schema/$ref"))
        .isEqualTo("\"#/components/schemas/Problem\"");
    JsonObject post = paths.getJsonObject("/domains").getJsonObject("post");
    assertThat(post.getJsonObject("responses").keySet()).contains("201").doesNotContain("200");
    assertThat(at(post, "/responses/201/content/application~1json/schema/$ref"))
        .isEqualTo("\"#/components/schemas/DomainResource.Domain\"");
    JsonObject delete = paths.getJsonObject("/domains/{name}").getJsonObject("delete");
    assertThat(delete.getJsonObject("responses").keySet()).contains("204").doesNotContain("200");
    assertThat(delete.keySet()).doesNotContain("requestBody");
    assertThat(at(document, "/components/schemas/DomainResource.Listing/properties/domains"))
        .isEqualTo(
            "{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/DomainResource.Domain\"}}");
    assertThat(at(document, "/security")).isEqualTo("[{\"token\":[]}]");
    assertThat(at(document, "/components/securitySchemes/token"))
        .isEqualTo("{\"type\":\"http\",\"scheme\":\"bearer\"}");
  }
}
