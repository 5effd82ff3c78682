package org.chukei.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.chukei.connector.api.AuthOffer;

/**
 * What would have let a mail pass: found by changing one thing at a time, then two, and asking the
 * very rules again, so that it is never wrong about them.
 */
final class Remedy {

  private static final int MOST_CHANGES = 3;

  private record Change(String text, UnaryOperator<Situation> make) {}

  private Remedy() {}

  /**
   * One sentence; empty text where the mail passed.
   *
   * @param lacking what entries of the permit list ask and does not hold
   */
  static String of(Situation situation, String lacking) {
    if (Ruling.of(situation).outcome().isAccepted()) {
      return "";
    }
    List<Change> changes = changes(situation, lacking);
    for (int count = 1; count <= MOST_CHANGES; count++) {
      List<String> ways = new ArrayList<>();
      collect(situation, changes, 0, count, List.of(), ways);
      if (!ways.isEmpty()) {
        return "it would have passed if " + String.join("; or if ", ways);
      }
    }
    return "nothing that the rules know of would have let it pass";
  }

  private static void collect(
      Situation situation,
      List<Change> changes,
      int from,
      int count,
      List<String> made,
      List<String> ways) {
    if (count == 0) {
      if (Ruling.of(situation).outcome().isAccepted()) {
        ways.add(String.join(" and ", made));
      }
      return;
    }
    for (int i = from; i < changes.size(); i++) {
      Change change = changes.get(i);
      List<String> next = new ArrayList<>(made);
      next.add(change.text());
      collect(change.make().apply(situation), changes, i + 1, count - 1, next, ways);
    }
  }

  private static List<Change> changes(Situation s, String lacking) {
    List<Change> changes = new ArrayList<>();
    if (s.denied()) {
      changes.add(new Change("the connection list did not deny the client", Situation::notDenied));
    }
    if (s.recipient() == Situation.Place.UNKNOWN) {
      changes.add(new Change("the recipient were a local user", Situation::toLocalUser));
    }
    if (s.authenticated() && !s.owned()) {
      changes.add(new Change("the account owned the sender", Situation::asAuthenticatedOwner));
    }
    if (!s.authenticated()) {
      if (s.submission() || s.authOffer() != AuthOffer.NO) {
        changes.add(
            new Change(
                "the client were authenticated as an account that owns the sender",
                Situation::asAuthenticatedOwner));
      } else {
        changes.add(
            new Change(
                "the client came by the submission service, authenticated as an account that owns"
                    + " the sender",
                now -> now.onSubmission().asAuthenticatedOwner()));
      }
    }
    if (!s.permitted()) {
      changes.add(
          new Change(
              s.unmet()
                  ? "the client met the conditions of its entry on the permit list ("
                      + lacking
                      + ")"
                  : "the client were on the permit list",
              Situation::asPermitted));
    }
    if (!s.unconditional()) {
      changes.add(
          new Change(
              "the client were UNCONDITIONAL on the connection list", Situation::asUnconditional));
    }
    return changes;
  }
}
