package org.chukei.deployed;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A visitor of the console who reads one language. */
final class Browser implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChromeDriver driver;
  private final String base;

  Browser(String language, RunningRelay relay) {
    base = "http://127.0.0.1:" + relay.httpPort();
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    options.setExperimentalOption("prefs", Map.of("intl.accept_languages", language));
    // Debian's own driver: nothing is fetched from anywhere.
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File("/usr/bin/chromedriver"))
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
  }

  /** Logged in as the administrator. */
  static Browser loggedIn(String language, RunningRelay relay) {
    Browser browser = new Browser(language, relay);
    browser.open("/index.xhtml");
    browser.logIn("admin", relay.consolePassword());
    browser.awaitPath("/index.xhtml");
    return browser;
  }

  /** On the page of the login. */
  void logIn(String name, String password) {
    type("login:name", name);
    type("login:password", password);
    press("login:enter");
  }

  void open(String page) {
    driver.get(base + page);
  }

  String path() {
    return driver.getCurrentUrl().substring(base.length());
  }

  /** What the visitor sees of the element, once it sees any of it. */
  String text(String id) {
    return await(id).getText();
  }

  String value(String id) {
    return await(id).getDomProperty("value");
  }

  String language() {
    return driver.findElement(By.tagName("html")).getDomAttribute("lang");
  }

  boolean sees(String words) {
    return driver.findElement(By.tagName("body")).getText().contains(words);
  }

  void type(String id, String text) {
    WebElement field = await(id);
    field.clear();
    field.sendKeys(text);
  }

  void choose(String id, String choice) {
    new Select(await(id)).selectByVisibleText(choice);
  }

  void press(String id) {
    await(id).click();
  }

  /** See {@link Axe}. */
  List<String> axe() {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return Axe.findings(driver);
  }

  /** Makes the page so wide, in CSS pixels, narrower than a window may be. */
  void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** How wide its content is, in CSS pixels. */
  long contentWidth() {
    return (Long) driver.executeScript("return document.documentElement.scrollWidth");
  }

  /** How high its content is, likewise. */
  int contentHeight() {
    return ((Long) driver.executeScript("return document.documentElement.scrollHeight")).intValue();
  }

  /** What sticks out on the right, to tell what is to be mended. */
  String sticksOut(int width) {
    return String.valueOf(
        driver.executeScript(
            "return [...document.querySelectorAll('body *')].filter(e =>"
                + " e.getBoundingClientRect().right > arguments[0] + 1).slice(0, 5)"
                + ".map(e => e.tagName + '#' + e.id + '.' + e.className).join(', ')",
            width));
  }

  /** Words within pictures that are wider, or narrower, than they were drawn. */
  @SuppressWarnings("unchecked")
  List<String> stretchedWords() {
    return (List<String>)
        driver.executeScript(
            "return [...document.querySelectorAll('svg text')].filter(e => {"
                + " const m = e.getScreenCTM(); return Math.abs(m.a / m.d - 1) > 0.01; })"
                + ".map(e => e.textContent)");
  }

  /** How wide and high each of these is, in CSS pixels. */
  @SuppressWarnings("unchecked")
  List<String> shapes(String css) {
    return (List<String>)
        driver.executeScript(
            "return [...document.querySelectorAll(arguments[0])].map(e => {"
                + " const r = e.getBoundingClientRect();"
                + " return r.width.toFixed(1) + ' x ' + r.height.toFixed(1); })",
            css);
  }

  /** The page as it is, a PNG. */
  byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** Pressed wherever the focus is. */
  void keys(String keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** The words of what has the focus. */
  String focused() {
    return driver.switchTo().activeElement().getText();
  }

  String focusedId() {
    return driver.switchTo().activeElement().getDomAttribute("id");
  }

  void click(String css) {
    new WebDriverWait(driver, PATIENCE)
        .until(ExpectedConditions.elementToBeClickable(By.cssSelector(css)))
        .click();
  }

  /** A link, by its words. */
  void follow(String words) {
    new WebDriverWait(driver, PATIENCE)
        .until(ExpectedConditions.elementToBeClickable(By.linkText(words)))
        .click();
  }

  boolean isVisible(String id) {
    return driver.findElements(By.id(id)).stream().anyMatch(WebElement::isDisplayed);
  }

  boolean isEnabled(String id) {
    return await(id).isEnabled();
  }

  /** As a page that was tampered with would. */
  void pressHidden(String id) {
    driver.executeScript("document.getElementById(arguments[0]).click()", id);
  }

  /** Presses the button whose name, which need not stand on it, begins so. */
  void pressNamed(String label) {
    new WebDriverWait(driver, PATIENCE)
        .until(
            ExpectedConditions.elementToBeClickable(
                By.cssSelector("button[aria-label^='" + label + "']")))
        .click();
  }

  /** Says yes to what the page asks. */
  void confirm() {
    new WebDriverWait(driver, PATIENCE)
        .until(ExpectedConditions.elementToBeClickable(By.className("ui-confirmdialog-yes")))
        .click();
  }

  /** Waits until no request of the page is under way. */
  void awaitQuiet() {
    new WebDriverWait(driver, PATIENCE)
        .until(d -> driver.executeScript("return PrimeFaces.ajax.Queue.isEmpty()").equals(true));
  }

  /** Waits until the words are in the element, which Ajax may replace meanwhile. */
  void awaitText(String id, String words) {
    new WebDriverWait(driver, PATIENCE)
        .ignoring(WebDriverException.class) // Ajax may take an element away while it is being read
        .until(ExpectedConditions.textToBePresentInElementLocated(By.id(id), words));
  }

  void awaitPath(String path) {
    new WebDriverWait(driver, PATIENCE).until(ExpectedConditions.urlToBe(base + path));
  }

  List<String> rows(String css) {
    return driver.findElements(By.cssSelector(css)).stream().map(WebElement::getText).toList();
  }

  private WebElement await(String id) {
    return new WebDriverWait(driver, PATIENCE)
        .until(ExpectedConditions.visibilityOfElementLocated(By.id(id)));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
