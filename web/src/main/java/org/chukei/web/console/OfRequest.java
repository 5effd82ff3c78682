package org.chukei.web.console;

import jakarta.faces.component.UIData;
import jakarta.faces.context.FacesContext;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a page asks for once in a request, however often it shows it, and does not keep: a view
 * lives in the session.
 */
final class OfRequest {

  private OfRequest() {}

  @SuppressWarnings("unchecked")
  static <T> T get(Object key, Supplier<T> question) {
    Map<Object, Object> known =
        (Map<Object, Object>)
            FacesContext.getCurrentInstance()
                .getAttributes()
                .computeIfAbsent(OfRequest.class, k -> new HashMap<>());
    Object answer = known.get(key);
    if (answer == null) { // not computeIfAbsent: a question may ask others
      answer = question.get();
      known.put(key, answer);
    }
    return (T) answer;
  }

  /** Something was changed: what is shown is asked anew. */
  static void forget() {
    FacesContext.getCurrentInstance().getAttributes().remove(OfRequest.class);
  }

  /** A table that shows others from now on: the page that was open may be beyond the last. */
  static void firstPage(String table) {
    ((UIData) FacesContext.getCurrentInstance().getViewRoot().findComponent(table)).setFirst(0);
    forget();
  }
}
