package org.chukei.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class ReplyEncoderTest {

  private static String encoded(Reply reply) {
    return new String(ReplyEncoder.encode(reply), StandardCharsets.ISO_8859_1);
  }

  @Test
  void the_status_stands_on_each_line() {
    Reply reply =
        new Reply(550, Optional.of(EnhancedStatus.of("5.7.1")), List.of("no", "not even so"));
    assertThat(encoded(reply)).isEqualTo("550-5.7.1 no\r\n550 5.7.1 not even so\r\n");
    assertThat(encoded(Reply.of(334, ""))).isEqualTo("334 \r\n");
  }

  @Test
  void a_text_can_not_begin_a_line_of_its_own() {
    assertThat(encoded(Reply.of(250, "2.0.0", "a\r\n250 b\0\u3042")))
        .isEqualTo("250 2.0.0 a??250 b??\r\n");
  }

  @Property
  void whatever_the_texts_are_the_lines_are_good(@ForAll @NotEmpty List<String> texts) {
    Reply reply = new Reply(450, Optional.of(EnhancedStatus.of("4.999.999")), texts);
    String[] lines = encoded(reply).split("\r\n", -1);
    assertThat(lines).hasSize(texts.size() + 1);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(lines[i]).matches("450[ -]4\\.999\\.999 [ -~]*").hasSizeLessThanOrEqualTo(510);
    }
  }
}
