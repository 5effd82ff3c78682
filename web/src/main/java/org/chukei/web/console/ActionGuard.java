package org.chukei.web.console;

import jakarta.el.MethodExpression;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.component.ActionSource2;
import jakarta.faces.context.FacesContext;
import jakarta.faces.event.ActionEvent;
import jakarta.faces.event.ActionListener;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chukei.audit.AuditEntry.Door;
import org.chukei.audit.AuditEntry.Outcome;
import org.chukei.audit.AuditLog;
import org.chukei.console.Role;

/**
 * What every press of a button goes through: whether the visitor's role may do it, and what becomes
 * of it in the audit log. What a page does not show is refused here all the same.
 */
public class ActionGuard implements ActionListener {

  private static final int LONGEST_VALUE = 300;

  /** Whose actions change something, by page. */
  private static final Map<String, Role> CHANGING =
      Map.of(
          "/queue.xhtml", Role.OPERATOR,
          "/whatif.xhtml", Role.ADMINISTRATOR,
          "/permit.xhtml", Role.ADMINISTRATOR,
          "/connection.xhtml", Role.ADMINISTRATOR,
          "/domains.xhtml", Role.ADMINISTRATOR,
          "/accounts.xhtml", Role.ADMINISTRATOR,
          "/transports.xhtml", Role.ADMINISTRATOR,
          "/users.xhtml", Role.ADMINISTRATOR,
          "/password.xhtml", Role.VIEWER);

  /** Whose actions only ask. */
  private static final Set<String> ASKING_PAGES =
      Set.of(
          "/audit.xhtml",
          "/decisions.xhtml",
          "/index.xhtml",
          "/login.xhtml",
          "/message.xhtml",
          "/settings.xhtml",
          "/test.xhtml");

  /** Actions of changing pages that change nothing. */
  private static final Set<String> ASKING =
      Set.of("ask", "open", "close", "compare", "convert", "revert", "test", "show", "logOut");

  private static final Set<String> WHOLE_LISTS = Set.of("text", "permits", "connections");

  private final ActionListener faces;

  /** Faces hands over the listener that this one stands before. */
  public ActionGuard(ActionListener faces) {
    this.faces = faces;
  }

  @Override
  public void processAction(ActionEvent event) {
    FacesContext context = FacesContext.getCurrentInstance();
    String view = context.getViewRoot().getViewId();
    String action = action(event);
    if (action.isEmpty() || ASKING_PAGES.contains(view) || ASKING.contains(action)) {
      faces.processAction(event);
      return;
    }
    Role needed = needed(view);
    Visitor visitor = CDI.current().select(Visitor.class).get();
    String what = view.substring(1, view.lastIndexOf('.')) + "." + action;
    String details = details(event, context);
    if (!visitor.getRole().includes(needed)) {
      Texts.failed("forbidden", Texts.of("role." + needed));
      record(visitor, what, details, Outcome.REFUSED);
      return;
    }
    faces.processAction(event);
    List<FacesMessage> messages = context.getMessageList();
    boolean refused =
        messages.stream().anyMatch(m -> m.getSeverity().compareTo(FacesMessage.SEVERITY_WARN) >= 0);
    String said = messages.stream().map(FacesMessage::getSummary).collect(Collectors.joining(" "));
    record(visitor, what, details + " " + said, refused ? Outcome.REFUSED : Outcome.DONE);
  }

  /** Of a page that nobody has thought of, whoever may do everything. */
  private static Role needed(String view) {
    return CHANGING.getOrDefault(view, Role.ADMINISTRATOR);
  }

  /** Whether it was thought of who may press the buttons of this page. */
  static boolean knows(String view) {
    return CHANGING.containsKey(view) != ASKING_PAGES.contains(view);
  }

  private static void record(Visitor visitor, String what, String details, Outcome outcome) {
    CDI.current()
        .select(AuditLog.class)
        .get()
        .record(visitor.getName(), Door.CONSOLE, what, details.trim(), outcome);
  }

  /** {@code hold} of {@code #{queue.hold(…)}}; empty where the button only sends its form. */
  private static String action(ActionEvent event) {
    if (!(event.getComponent() instanceof ActionSource2 source)) {
      return "";
    }
    MethodExpression expression = source.getActionExpression();
    if (expression == null) {
      return "";
    }
    String text = expression.getExpressionString().replaceAll("[#{}]", "").trim();
    int open = text.indexOf('(');
    String path = open < 0 ? text : text.substring(0, open);
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** What was typed into the form, but for secrets and whole lists, and which row it was. */
  private static String details(ActionEvent event, FacesContext context) {
    String form =
        context.getExternalContext().getRequestParameterMap().entrySet().stream()
            .filter(e -> isTelling(e.getKey()) && !e.getValue().isBlank())
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getKey() + "=" + cut(e.getValue()))
            .collect(Collectors.joining(" "));
    return event.getComponent().getClientId(context) + " " + form;
  }

  private static boolean isTelling(String parameter) {
    String name = parameter.toLowerCase(Locale.ROOT);
    return !name.startsWith("jakarta.faces")
        && !name.startsWith("primefaces")
        && name.indexOf(':') > 0
        && !WHOLE_LISTS.contains(name.substring(name.lastIndexOf(':') + 1))
        && !name.contains("password")
        && !name.contains("secret");
  }

  private static String cut(String value) {
    return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
  }
}
