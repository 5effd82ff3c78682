package org.chukei.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import org.chukei.account.UnacceptableException;
import org.chukei.queue.Pause;
import org.chukei.queue.Pause.What;
import org.chukei.queue.Pauses;

/** What is stopped, on the pages that show it, and how it is stopped and resumed. */
@Named("pauses")
@RequestScoped
public class PausesPage {

  private static final System.Logger LOG = System.getLogger(PausesPage.class.getName());

  @Inject private Pauses pauses;
  @Inject private Visitor visitor;
  private String what = What.DELIVERY.name();
  private String destination = "";
  private String reason = "";

  public List<Pause> getAll() {
    return pauses.all();
  }

  public What[] getWhats() {
    return What.values();
  }

  public void pause() {
    change(
        "pause.paused",
        () -> pauses.pause(What.valueOf(what), destination, visitor.getName(), reason));
  }

  public void resume(Pause pause) {
    change(
        "pause.resumed", () -> pauses.resume(pause.what(), pause.destination(), visitor.getName()));
  }

  @FunctionalInterface
  private interface Change {
    void make() throws IOException;
  }

  private static void change(String doneKey, Change change) {
    try {
      change.make();
      Texts.done(doneKey);
    } catch (UnacceptableException e) {
      Texts.failed("refused", Texts.reason(e));
    } catch (IOException e) {
      LOG.log(Level.ERROR, "a pause can't be written down", e);
      Texts.failed("queue.notNow");
    }
  }

  /** A {@link What}'s name. */
  public String getWhat() {
    return what;
  }

  public void setWhat(String what) {
    this.what = what;
  }

  public String getDestination() {
    return destination;
  }

  public void setDestination(String destination) {
    this.destination = destination == null ? "" : destination;
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason == null ? "" : reason;
  }
}
