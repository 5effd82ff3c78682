package org.chukei.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chukei.audit.AuditEntry;
import org.chukei.config.Setting;
import org.chukei.config.Settings;
import org.chukei.connector.api.Service;
import org.chukei.console.Role;
import org.chukei.decision.Replay;
import org.chukei.decision.VerdictKind;
import org.chukei.history.LifeEvent;
import org.chukei.policy.ConnectionAction;
import org.chukei.policy.Danger;
import org.chukei.policy.ListWarning;
import org.chukei.policy.Rule;
import org.chukei.queue.Pause;
import org.chukei.queue.QueueAges;
import org.chukei.queue.RecipientState;
import org.chukei.selftest.SelfTestResult;
import org.chukei.traffic.DeliveryResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {

  private static final Path PAGES = Path.of("src/main/webapp");
  private static final Path BEANS = Path.of("src/main/java/org/chukei/web/console");
  private static final Pattern IN_PAGE = Pattern.compile("m\\['([^']+)'\\](?!\\.concat)");
  private static final Pattern IN_BEAN =
      Pattern.compile("\"((?:[a-z]\\w*\\.)[a-zA-Z.]+|refused|forbidden)\"");

  private static ResourceBundle bundle(String name, Locale locale) {
    return ResourceBundle.getBundle("org.chukei." + name, locale);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"web.messages", "language.sentences", "decision.explanation", "history.life"})
  void both_languages_have_the_same_keys(String name) {
    assertThat(bundle(name, Locale.JAPANESE).keySet())
        .isEqualTo(bundle(name, Locale.ENGLISH).keySet())
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"web.messages", "language.sentences", "decision.explanation", "history.life"})
  void both_languages_have_the_same_places(String name) {
    for (String key : bundle(name, Locale.ENGLISH).keySet()) {
      assertThat(places(bundle(name, Locale.JAPANESE).getString(key)))
          .as(key)
          .isEqualTo(places(bundle(name, Locale.ENGLISH).getString(key)));
    }
  }

  private static Set<String> places(String text) {
    return Pattern.compile("\\{(\\d)")
        .matcher(text)
        .results()
        .map(r -> r.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void every_key_that_pages_and_beans_use_exists_and_none_is_left_over() {
    Set<String> used = new TreeSet<>(keys(PAGES, ".xhtml", IN_PAGE));
    used.addAll(keys(BEANS, ".java", IN_BEAN));
    used.addAll(names("state.", RecipientState.values()));
    used.addAll(names("pause.", Pause.What.values()));
    used.addAll(names("service.", Service.values()));
    used.addAll(names("settings.", Settings.Origin.values()));
    used.addAll(names("age.", QueueAges.Band.values()));
    used.addAll(names("delivery.", DeliveryResult.values()));
    used.addAll(names("message.", LifeEvent.Speaker.values()));
    used.addAll(names("verdict.", VerdictKind.values()));
    used.addAll(names("rule.", Rule.values()));
    used.addAll(names("role.", Role.values()));
    used.addAll(names("audit.", AuditEntry.Outcome.values()));
    used.addAll(names("selftest.", SelfTestResult.State.values()));
    used.addAll(names("whatif.", Replay.Effect.values()));
    used.addAll(names("danger.", Danger.Kind.values()));
    used.addAll(names("warning.", ListWarning.Kind.values()));
    used.addAll(names("connection.", ConnectionAction.values()));
    used.addAll(Set.of("test.client", "test.sender", "test.recipient", "test.service"));
    used.removeIf(
        key ->
            key.endsWith(".")
                || key.startsWith("remedy.")
                || key.startsWith("org.")
                || key.startsWith("jakarta.")
                || key.startsWith("primefaces."));
    assertThat(bundle("web.messages", Locale.ENGLISH).keySet()).isEqualTo(used);
  }

  @Test
  void every_setting_has_its_meaning_in_japanese() {
    assertThat(bundle("web.settings", Locale.JAPANESE).keySet())
        .isEqualTo(names("", Setting.values()));
  }

  private static Set<String> names(String prefix, Enum<?>[] values) {
    return Arrays.stream(values).map(v -> prefix + v.name()).collect(Collectors.toSet());
  }

  private static Set<String> keys(Path folder, String end, Pattern pattern) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(end))
          .flatMap(file -> pattern.matcher(read(file)).results().map(r -> r.group(1)))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void no_page_has_words_of_its_own_or_shows_anything_unescaped() throws IOException {
    Pattern markup = Pattern.compile("<!--.*?-->|<[^>]*>|#\\{[^}]*\\}|&#?\\w+;", Pattern.DOTALL);
    try (Stream<Path> files = Files.walk(PAGES)) {
      for (Path page : files.filter(f -> f.toString().endsWith(".xhtml")).toList()) {
        String text = read(page);
        assertThat(text).as(page.toString()).doesNotContain("escape=\"false\"");
        Matcher word = Pattern.compile("\\p{L}{2,}").matcher(markup.matcher(text).replaceAll(" "));
        Set<String> words = word.results().map(r -> r.group()).collect(Collectors.toSet());
        words.removeAll(
            Set.of("中継", "Chukei", "DENY", "ALLOW", "UNCONDITIONAL")); // names, the same everywhere
        assertThat(words).as(page.toString()).isEmpty();
      }
    }
  }
}
