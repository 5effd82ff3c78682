package org.chukei.language;

import java.text.MessageFormat;
import java.text.ParsePosition;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says in a reader's language what the services say in English: a bundle holds the English
 * sentences as patterns, which give up the words in their places, and the other the same sentences
 * to put them into. What no pattern knows is shown as it is.
 */
public final class Sentences {

  private static final String BASE = "org.chukei.language.sentences";

  /** What holds the conditions of a remedy together; no sentences. */
  private static final Set<String> GLUE =
      Set.of("remedy.start", "remedy.and", "remedy.or", "remedy.end");

  private Sentences() {}

  public static String in(String text, Locale locale) {
    if (!locale.getLanguage().equals("ja")) {
      return text;
    }
    ResourceBundle english = ResourceBundle.getBundle(BASE, Locale.ENGLISH);
    ResourceBundle visitors = ResourceBundle.getBundle(BASE, Locale.JAPANESE);
    return english.keySet().stream()
        .filter(key -> !GLUE.contains(key))
        .sorted()
        .flatMap(
            key ->
                places(english.getString(key), text)
                    .map(p -> new MessageFormat(visitors.getString(key), locale).format(p))
                    .stream())
        .findFirst()
        .orElse(text);
  }

  /** What would have had to be true: one way or another, each of one condition or several. */
  public static String remedy(String text, Locale locale) {
    ResourceBundle english = ResourceBundle.getBundle(BASE, Locale.ENGLISH);
    String start = english.getString("remedy.start");
    if (!locale.getLanguage().equals("ja") || !text.startsWith(start)) {
      return in(text, locale);
    }
    ResourceBundle visitors = ResourceBundle.getBundle(BASE, Locale.JAPANESE);
    return Arrays.stream(text.substring(start.length()).split(english.getString("remedy.or")))
        .map(
            way ->
                Arrays.stream(way.split(english.getString("remedy.and")))
                    .map(condition -> in(condition, locale))
                    .collect(Collectors.joining(visitors.getString("remedy.and"))))
        .collect(
            Collectors.joining(
                visitors.getString("remedy.or"),
                visitors.getString("remedy.start"),
                visitors.getString("remedy.end")));
  }

  private static Optional<Object[]> places(String pattern, String text) {
    MessageFormat format = new MessageFormat(pattern, Locale.ENGLISH);
    ParsePosition position = new ParsePosition(0);
    Object[] places = format.parse(text, position);
    for (int i = 0; places != null && i < places.length; i++) {
      if (places[i] == null) { // MessageFormat takes a place for empty that holds its own name
        places[i] = "{" + i + "}";
      }
    }
    boolean whole = places != null && position.getIndex() == text.length();
    return whole ? Optional.of(places) : Optional.empty();
  }
}
