package org.chukei.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.chukei.config.Setting;
import org.chukei.config.SettingInForce;
import org.chukei.config.Settings;

/** The page of the settings in force, which only reads. */
@Named("settings")
@RequestScoped
public class SettingsPage {

  private static final String JAPANESE = "org.chukei.web.settings";

  @Inject private Settings settings;

  public List<SettingInForce> getAll() {
    return settings.all();
  }

  /** In the visitor's language. */
  public String meaning(Setting setting) {
    return Texts.locale().getLanguage().equals("ja")
        ? ResourceBundle.getBundle(JAPANESE, Locale.JAPANESE).getString(setting.name())
        : setting.meaning();
  }
}
