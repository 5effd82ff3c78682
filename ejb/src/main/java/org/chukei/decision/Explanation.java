package org.chukei.decision;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.chukei.language.Sentences;
import org.chukei.policy.Decision;

/**
 * A decision as plain text in English or Japanese: the reply, what was known, each rule that was
 * tried, and what would have let the mail pass. The command line, REST, JMX and the console all
 * show this text.
 */
public final class Explanation {

  private static final String BASE = "org.chukei.decision.explanation";

  private final ResourceBundle words;
  private final Locale locale;
  private final StringBuilder text = new StringBuilder(800);

  private Explanation(Locale locale) {
    this.locale = locale;
    this.words = ResourceBundle.getBundle(BASE, locale);
  }

  /**
   * @param locale English where it is not Japanese
   */
  public static String of(Decision decision, Locale locale) {
    boolean japanese = locale.getLanguage().equals(Locale.JAPANESE.getLanguage());
    return new Explanation(japanese ? Locale.JAPANESE : Locale.ENGLISH).write(decision);
  }

  private String write(Decision decision) {
    line("decision", decision.id());
    line("time", decision.at());
    line("reply", decision.verdict().reply());
    line("rule", decision.rule().number());
    decision.facts().forEach(fact -> line("fact", name(fact.name()), fact.value()));
    decision
        .explanation()
        .forEach(
            step ->
                line(
                    step.decided() ? "decided" : "passed",
                    step.rule().number(),
                    Sentences.in(step.why(), locale)));
    if (!decision.remedy().isEmpty()) {
      line("remedy", Sentences.remedy(decision.remedy(), locale));
    }
    return text.toString();
  }

  private String name(String fact) {
    String key = "fact." + fact;
    return words.containsKey(key) ? words.getString(key) : fact;
  }

  private void line(String key, Object... values) {
    Object[] texts = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      texts[i] = values[i].toString(); // a number stays as it is, without the language's commas
    }
    text.append(new MessageFormat(words.getString(key), locale).format(texts)).append('\n');
  }
}
