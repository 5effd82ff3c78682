package org.chukei.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One of a few words, as an operator writes it. */
public final class WrittenChoice {

  private WrittenChoice() {}

  /**
   * @param field what it is given for
   * @param text the name of a constant, in whatever case
   * @param otherwise further words, which the caller knows and has looked for
   * @throws UnacceptableException naming the field and the words, where it is none of them
   */
  public static <E extends Enum<E>> E read(
      Class<E> choices, String field, String text, String... otherwise) {
    E[] constants = choices.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> constant.name().equalsIgnoreCase(text.trim()))
        .findFirst()
        .orElseThrow(
            () -> {
              String words =
                  Stream.concat(
                          Arrays.stream(constants).map(c -> c.name().toLowerCase(Locale.ROOT)),
                          Arrays.stream(otherwise))
                      .collect(Collectors.joining(", "));
              return new UnacceptableException(field, "'" + text + "' is not one of " + words);
            });
  }
}
