package org.chukei.web.console;

import jakarta.faces.context.FacesContext;
import java.text.MessageFormat;
import java.text.ParsePosition;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;

/**
 * Says in the visitor's language what the services say in English: a bundle holds the English
 * sentences as patterns, which give up the words in their places, and the other the same sentences
 * to put them into. What no pattern knows is shown as it is.
 */
final class Reasons {

  private static final String BASE = "org.chukei.web.reasons";

  private Reasons() {}

  static String in(String text) {
    return in(text, FacesContext.getCurrentInstance().getViewRoot().getLocale());
  }

  static String in(String text, Locale locale) {
    if (!locale.getLanguage().equals("ja")) {
      return text;
    }
    ResourceBundle english = ResourceBundle.getBundle(BASE, Locale.ENGLISH);
    ResourceBundle visitors = ResourceBundle.getBundle(BASE, Locale.JAPANESE);
    return english.keySet().stream()
        .sorted()
        .flatMap(
            key ->
                places(english.getString(key), text)
                    .map(p -> new MessageFormat(visitors.getString(key), locale).format(p))
                    .stream())
        .findFirst()
        .orElse(text);
  }

  private static Optional<Object[]> places(String pattern, String text) {
    MessageFormat format = new MessageFormat(pattern, Locale.ENGLISH);
    ParsePosition position = new ParsePosition(0);
    Object[] places = format.parse(text, position);
    boolean whole = places != null && position.getIndex() == text.length();
    return whole ? Optional.of(places) : Optional.empty();
  }
}
