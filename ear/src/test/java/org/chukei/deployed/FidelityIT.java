package org.chukei.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves, below our trace fields, is what came, octet for octet, by whichever commands. */
@ExtendWith(SharedRelay.class)
class FidelityIT {

  private static final int MESSAGES = 12;

  /** What is likely to be mended on the way, or to be taken for something else. */
  private static final String[] LINES = {
    ".",
    "..",
    ". ",
    ".\0",
    "",
    " ",
    "\t",
    "QUIT",
    "RSET",
    "BDAT 0 LAST",
    "\u0000\u0001\u007f\u001a",
    "\u00e4\u00ff\u0080\u0085",
    "x".repeat(998),
    "y".repeat(20_000),
    "From nobody",
    "--boundary"
  };

  private static final String[] BINARY = {
    "\r",
    "\n",
    "\n.\n",
    "\r.\r",
    "\r\n.\r\n",
    "\n.\r\n",
    "\r\r\n",
    "\0",
    "\u00ff",
    "x".repeat(5_000)
  };

  private final Random random = new Random(20_261_124);

  @AfterEach
  void asUsual(NextHop hop) throws IOException {
    hop.offer(NextHop.USUAL);
  }

  private String lines() {
    StringBuilder content =
        new StringBuilder(
            "Received: from nowhere\r\nX-Relay: PMail Server From forged@example.org\r\n");
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      content.append(LINES[random.nextInt(LINES.length)]).append("\r\n");
    }
    return content.toString();
  }

  private String binary() {
    StringBuilder content = new StringBuilder(lines());
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      content.append(BINARY[random.nextInt(BINARY.length)]);
    }
    return content.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "DATA, DATA",
    "DATA, BDAT",
    "BDAT, DATA",
    "BDAT, BDAT",
    "'BDAT, last line open', BDAT",
    "BINARYMIME, BDAT"
  })
  void content_passes_as_it_is(String in, String out, RunningRelay relay, NextHop hop)
      throws IOException {
    if (out.equals("BDAT")) {
      hop.offer(List.of("PIPELINING", "8BITMIME", "SIZE", "CHUNKING", "BINARYMIME"));
    }
    List<String> contents = new ArrayList<>();
    String name = (in + out).replaceAll("[^A-Za-z]", "") + "-";
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      for (int i = 0; i < MESSAGES; i++) {
        boolean binary = in.equals("BINARYMIME");
        String content = binary ? binary() : lines() + (in.endsWith("open") ? "no end" : "");
        contents.add(content);
        talk.envelopeOf(
            binary ? "BODY=BINARYMIME" : "BODY=8BITMIME",
            "sender@example.com",
            name + i + "@example.net");
        String reply =
            in.equals("DATA")
                ? talk.content(content)
                : talk.chunks(content, 1 + random.nextInt(9_000));
        assertThat(reply).startsWith("250 ");
      }
    }

    for (int i = 0; i < MESSAGES; i++) {
      String came = hop.awaitMessageTo(name + i + "@example.net").content();
      String content = contents.get(i);
      assertThat(came).endsWith(content);
      String trace = came.substring(0, came.length() - content.length());
      assertThat(trace.split("\r\n(?![ \t])")).hasSize(2);
      assertThat(trace).endsWith("\r\nX-Relay: PMail Server From sender@example.com\r\n");
    }
  }

  @Test
  void what_the_next_hop_has_no_way_to_take_comes_back(RunningRelay relay, NextHop hop)
      throws IOException {
    try (Talk talk = Talk.from(SharedRelay.PERMITTED, relay.mxPort())) {
      talk.envelopeOf("BODY=BINARYMIME", "info@example.jp", "binary@example.net");
      assertThat(talk.chunks("Subject: x\r\n\r\na\nb", 100)).startsWith("250 ");
      talk.envelope("info@example.jp", "open-line@example.net");
      assertThat(talk.chunks("Subject: x\r\n\r\nno end", 100)).startsWith("250 ");
    }

    for (String recipient : List.of("binary@example.net", "open-line@example.net")) {
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () ->
                  assertThat(relay.maildir("example.jp", "info"))
                      .anySatisfy(
                          mail ->
                              assertThat(mail)
                                  .contains("Final-Recipient: rfc822; " + recipient)
                                  .contains("Status: 5.6.3")));
      assertThat(hop.messages()).noneMatch(message -> message.recipients().contains(recipient));
    }
  }

  @Test
  void a_maildir_gets_binary_content_as_it_is(RunningRelay relay) throws IOException {
    String content = "Subject: binary-maildir\r\n\r\n\0\n.\n\r\u00ff";
    try (Talk talk = Talk.from("127.0.0.1", relay.mxPort())) {
      talk.envelopeOf("BODY=BINARYMIME", "someone@example.com", "info2@example.jp");
      assertThat(talk.chunks(content, 7)).startsWith("250 ");
    }

    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(relay.maildir("example.jp", "info2"))
                    .anySatisfy(mail -> assertThat(mail).endsWith(content)));
  }
}
