package org.chukei.deployed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.chukei.account.LocalDomains;
import org.chukei.policy.Decision;
import org.chukei.policy.RelayQuestion;
import org.chukei.policy.Simulator;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real resource adapter and the real WAR in Payara Micro, looked at from within. */
@ExtendWith({MicroSurroundings.class, ArquillianExtension.class})
class InContainerIT {

  @Inject private Simulator simulator;
  @Inject private LocalDomains domains;

  /** The WAR as it is, but that Arquillian's own servlet needs no login. */
  @Deployment
  static WebArchive application() throws IOException {
    Path war = Path.of(System.getProperty("chukei.root", ".."), "web/target/chukei.war");
    WebArchive archive = ShrinkWrap.createFromZipFile(WebArchive.class, war.toFile());
    String descriptor;
    try (InputStream in = archive.get("WEB-INF/web.xml").getAsset().openStream()) {
      descriptor = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String open =
        """
        <security-constraint>
          <web-resource-collection>
            <web-resource-name>test runner</web-resource-name>
            <url-pattern>/ArquillianServletRunnerEE9</url-pattern>
          </web-resource-collection>
        </security-constraint>
        </web-app>""";
    archive.addClass(MicroSurroundings.class);
    archive.setWebXML(new StringAsset(descriptor.replace("</web-app>", open)));
    return archive;
  }

  @Test
  void the_rules_ship_closed() {
    Decision decision =
        simulator.simulate(
            RelayQuestion.read(
                "mx", "192.0.2.1", false, "info@example.com", "someone@example.net", "", ""));

    assertEquals(9, decision.rule().number());
    assertTrue(decision.verdict().reply().toString().startsWith("550 5.7.1"));
    assertTrue(domains.list().isEmpty());
  }

  @Test
  @RunAsClient
  void the_adapter_speaks_smtp_and_the_application_answers() throws Exception {
    int port = Integer.getInteger(MicroSurroundings.MX_PORT);
    try (Talk talk = Talk.from("127.0.0.1", port)) {
      talk.tell("MAIL FROM:<info@example.com>");
      String reply = talk.ask("RCPT TO:<someone@example.net>");
      assertTrue(reply.startsWith("550 5.7.1"), reply);
      talk.tell("RCPT TO:<postmaster>");
      assertTrue(talk.content("Subject: x\r\n\r\n").startsWith("250 "));
    }
  }
}
