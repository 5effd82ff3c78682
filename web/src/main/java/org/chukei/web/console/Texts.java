package org.chukei.web.console;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.application.FacesMessage.Severity;
import jakarta.faces.context.FacesContext;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import org.chukei.language.Sentences;

/** The visitor's language: texts from the bundles, and messages that show on the page. */
final class Texts {

  private Texts() {}

  /** The text under the key, its places filled with the arguments as they are. */
  static String of(String key, Object... arguments) {
    FacesContext faces = FacesContext.getCurrentInstance();
    ResourceBundle bundle = faces.getApplication().getResourceBundle(faces, "m");
    String pattern;
    try {
      pattern = bundle.getString(key);
    } catch (MissingResourceException e) {
      throw new IllegalStateException("no text for " + key, e);
    }
    return arguments.length == 0
        ? pattern
        : new MessageFormat(pattern, faces.getViewRoot().getLocale()).format(arguments);
  }

  /** What was typed into a field: Faces has null for a field that was left empty. */
  static String typed(String value) {
    return value == null ? "" : value;
  }

  /** The visitor's. */
  static Locale locale() {
    return FacesContext.getCurrentInstance().getViewRoot().getLocale();
  }

  /** Why something was refused, which the services say in English. */
  static String reason(RuntimeException refusal) {
    return Sentences.in(String.valueOf(refusal.getMessage()), locale());
  }

  static void done(String key, Object... arguments) {
    add(FacesMessage.SEVERITY_INFO, of(key, arguments));
  }

  static void warn(String key, Object... arguments) {
    add(FacesMessage.SEVERITY_WARN, of(key, arguments));
  }

  static void failed(String key, Object... arguments) {
    add(FacesMessage.SEVERITY_ERROR, of(key, arguments));
  }

  private static void add(Severity severity, String text) {
    FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, ""));
  }
}
