package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** The page of the queue, as a browser shows it in English. */
final class ConsoleDoor implements QueueDoor {

  private static final Map<String, String> DONE =
      Map.of(
          "hold", "One recipient is held",
          "release", "One recipient was released",
          "retry", "One recipient is being tried now",
          "remove", "One recipient was removed",
          "reroute", "One recipient goes to that host");

  private static final Map<String, String> WHATS =
      Map.of("DELIVERY", "Delivery", "DESTINATION", "Destination", "ACCEPTANCE", "Acceptance");

  private static final Map<String, String> STATES =
      Map.of("", "All messages", "HELD", "Held", "DEFERRED", "Deferred", "PAUSED", "Paused");

  private final Browser browser;

  ConsoleDoor(RunningRelay relay) {
    browser = Browser.loggedIn("en", relay);
  }

  /** Only of one recipient, which is what the page has to say. */
  @Override
  public long change(String operation, Choice choice, String to) {
    show(choice);
    if (choice.id().isEmpty()) {
      if (!to.isEmpty()) {
        browser.type("queue:host", to);
      }
      browser.press("queue:" + operation + "All");
    } else {
      browser.pressNamed(
          Map.of("hold", "Hold", "release", "Release", "retry", "Retry now", "remove", "Remove")
                  .get(operation)
              + " "
              + choice.id());
    }
    if (operation.equals("remove")) {
      browser.confirm();
    }
    browser.awaitText("messages", DONE.get(operation));
    return 1;
  }

  @Override
  public List<String> list(Choice choice) {
    show(choice);
    return browser.rows("#queue\\:messages tbody tr").stream()
        .filter(row -> row.contains("@"))
        .map(
            row ->
                row.replace("Held", "HELD")
                    .replace("Deferred", "DEFERRED")
                    .replace("Paused", "PAUSED"))
        .toList();
  }

  /** The page has no field for the id; its rows have a button each. */
  private void show(Choice choice) {
    browser.open("/queue.xhtml");
    browser.type("queue:sender", choice.sender());
    browser.type("queue:recipient", choice.recipient());
    browser.type("queue:destination", choice.destination());
    browser.choose("queue:state", STATES.get(choice.state()));
    browser.press("queue:refresh");
    browser.awaitQuiet();
  }

  @Override
  public void pause(String what, String destination) {
    browser.open("/queue.xhtml");
    browser.choose("pauses:what", WHATS.get(what));
    browser.type("pauses:which", destination);
    browser.press("pauses:pause");
    browser.awaitText("messages", "Paused until it is resumed");
  }

  @Override
  public void resume(String what, String destination) {
    browser.open("/queue.xhtml");
    browser.pressNamed(("Resume " + WHATS.get(what) + " " + destination).strip());
    browser.awaitText("messages", "Resumed.");
    assertThat(browser.rows("#pauses\\:table tbody tr"))
        .noneMatch(row -> row.startsWith(WHATS.get(what) + " " + destination));
  }

  @Override
  public void close() {
    browser.close();
  }
}
