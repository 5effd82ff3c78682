package org.chukei.config;

import java.util.List;

/**
 * One or more settings have values that can't be used; each fault names setting, value and what is
 * allowed.
 */
public final class BadSettingsException extends RuntimeException {

  private final List<String> faults;

  BadSettingsException(List<String> faults) {
    super(String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  /** One setting, whose value is not in itself bad. */
  public static BadSettingsException of(Setting setting, String why) {
    return new BadSettingsException(List.of(setting.variable() + ": " + why));
  }

  /** One line each. */
  public List<String> faults() {
    return faults;
  }
}
