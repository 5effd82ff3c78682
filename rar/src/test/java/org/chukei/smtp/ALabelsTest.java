package org.chukei.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ALabelsTest {

  @ParameterizedTest
  @CsvSource({
    "example.JP, example.jp",
    "XN--WGV71A119E.jp, xn--wgv71a119e.jp",
    "日本語.jp, xn--wgv71a119e.jp",
    "例え.テスト, xn--r8jz45g.xn--zckzah",
    "München.de, xn--mnchen-3ya.de",
    "mu\u0308nchen.de, xn--mnchen-3ya.de",
    "faß.de, xn--fa-hia.de",
    "βόλος.com, xn--nxasmm1c.com"
  })
  void a_domain_is_looked_up_as_idna2008_has_it(String domain, String ascii) {
    assertThat(ALabels.of(domain)).contains(ascii);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ｅｘａｍｐｌｅ.jp", // compatibility characters are other ways to write ASCII
        "ex\u2024ample.jp", // one dot leader
        "example\u3002jp", // an ideographic full stop separates nothing in SMTP
        "☃.net",
        "a\u0080.net",
        "\u0301a.net",
        "-ü.net",
        "ü-.net",
        "xn--ü.net"
      })
  void what_is_no_label_is_no_domain(String domain) {
    assertThat(ALabels.of(domain)).isEmpty();
  }

  @Property
  void where_both_versions_of_idna_agree_so_do_we(@ForAll("labels") String label) {
    String mapped = Normalizer.normalize(label.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    assertThat(ALabels.of(label)).isEqualTo(Optional.of(IDN.toASCII(mapped)));
  }

  /** Letters that have one form only, and stood in Unicode 3.2 already. */
  @Provide
  Arbitrary<String> labels() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withCharRange('\u00e0', '\u00f6')
        .withCharRange('\u0430', '\u044f')
        .withCharRange('\u3041', '\u3093')
        .withCharRange('\u4e00', '\u9fa5')
        .ofMinLength(1)
        .ofMaxLength(12);
  }
}
