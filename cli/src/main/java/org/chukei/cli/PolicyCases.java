package org.chukei.cli;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cases that the rules are asked, and what they are expected to say. */
final class PolicyCases {

  private static final Set<String> VERDICTS = Set.of("ACCEPTED", "DEFERRED", "REFUSED");

  private final Api api;
  private final Terminal terminal;
  private final List<Case> cases;

  private PolicyCases(Api api, Terminal terminal, List<Case> cases) {
    this.api = api;
    this.terminal = terminal;
    this.cases = cases;
  }

  /**
   * @param line in the file, from 1
   * @param question as the API takes it
   * @param expected a verdict; empty: whatever it is
   */
  private record Case(int line, JsonObject question, String expected) {}

  /** All lines are read before anything is asked. */
  static PolicyCases read(Path file, Api api, Terminal terminal) {
    List<Case> cases = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    List<String> lines = RuleListEdit.read(file).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        try {
          cases.add(parse(i + 1, text));
        } catch (JsonException | ClassCastException e) {
          errors.add("line %d: '%s': it is no JSON object".formatted(i + 1, text));
        } catch (RefusedException e) {
          errors.add("line %d: '%s': %s".formatted(i + 1, text, e.getMessage()));
        }
      }
    }
    if (!errors.isEmpty()) {
      throw new RefusedException(errors);
    }
    return new PolicyCases(api, terminal, cases);
  }

  private static Case parse(int line, String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      JsonObject object = reader.readObject();
      object.forEach(PolicyCases::look);
      if (Fields.texts(object, "recipients").isEmpty()) {
        throw new RefusedException("\"recipients\" is missing: a list of addresses, one or more");
      }
      String expected = object.getString("expect", "").toUpperCase(Locale.ROOT);
      if (!expected.isEmpty() && !VERDICTS.contains(expected)) {
        throw new RefusedException("\"expect\" is accepted, deferred or refused");
      }
      JsonObjectBuilder question = Json.createObjectBuilder(object).remove("expect");
      question.add("service", object.getString("service", "mx").toUpperCase(Locale.ROOT));
      return new Case(line, question.build(), expected);
    }
  }

  /** A name that is misspelt would be passed over, and the case be another than was meant. */
  private static void look(String name, JsonValue value) {
    boolean isText = value instanceof JsonString;
    String wanted =
        switch (name) {
          case "service", "client", "account", "clientCertificate", "sender", "expect" ->
              isText ? "" : "a text";
          case "tls" -> value == JsonValue.TRUE || value == JsonValue.FALSE ? "" : "true or false";
          case "recipients" ->
              value instanceof JsonArray all && all.stream().allMatch(JsonString.class::isInstance)
                  ? ""
                  : "a list of addresses";
          default ->
              throw new RefusedException(
                  "there is no \""
                      + name
                      + "\"; a case has service, client, tls, account, clientCertificate, sender,"
                      + " recipients and expect");
        };
    if (!wanted.isEmpty()) {
      throw new RefusedException("\"" + name + "\" is " + wanted + ", not " + value);
    }
  }

  /** A line for each recipient; exit status 1 where one is not as it was expected. */
  int ask(boolean json) {
    int asked = 0;
    int other = 0;
    for (Case one : cases) {
      List<String> recipients = Fields.texts(one.question(), "recipients");
      List<JsonObject> answers = Fields.objects(answer(one), "answers");
      for (int i = 0; i < answers.size(); i++) {
        String verdict = Fields.text(answers.get(i), "verdict");
        boolean asExpected = one.expected().isEmpty() || one.expected().equals(verdict);
        asked++;
        other += asExpected ? 0 : 1;
        if (json) {
          terminal.json(answers.get(i));
        } else {
          terminal.print(told(one, recipients.get(i), answers.get(i), asExpected));
        }
      }
    }
    if (!json) {
      terminal.print(asked + " asked, " + other + " not as expected");
    }
    return other == 0 ? 0 : Chukei.REFUSED;
  }

  private JsonObject answer(Case one) {
    try {
      return api.post("simulate", one.question());
    } catch (RefusedException e) {
      throw new RefusedException("line " + one.line() + ": " + e.getMessage(), e);
    }
  }

  private static String told(Case one, String recipient, JsonObject answer, boolean asExpected) {
    return "%sline %d: %s: %s, rule %s"
        .formatted(
            asExpected ? "" : "NOT " + one.expected() + ": ",
            one.line(),
            recipient,
            Fields.text(answer, "reply"),
            Fields.text(answer, "rule"));
  }
}
