package org.chukei.policy.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.chukei.account.UnacceptableException;
import org.chukei.policy.ListRejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of each format, and what is refused with its line and reason. */
class ImportFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chukei             | 192.0.2.1  # kept                              | 192.0.2.1  # kept",
        "pmail              | 1 PASS IP 192.168.*.*                          | 192.168.0.0/16",
        "pmail              | DENY 192.168.1.0/24; ALLOW 192.168.0.0,255.255.254.0 | 192.168.0.0/24",
        "pmail              | 192.168.0.100,255.255.255.255                  | 192.168.0.100",
        "pmail              | PASS IPR 123.0.0.0 123.0.0.5                   | 123.0.0.0/30 123.0.0.4/31",
        "postfix-mynetworks | mynetworks = 127.0.0.0/8 [::1]/128             | ::1 127.0.0.0/8",
        "postfix-mynetworks | !10.0.0.0/9, 10.0.0.0/8                        | 10.128.0.0/9",
        "postfix-mynetworks | 10.0.0.0/8, !10.0.0.0/9                        | 10.0.0.0/8",
        "postfix-mynetworks | [::1/128],[2001:db8::2]                        | ::1 2001:db8::2",
        "postfix-cidr       | 10.0.0.1 REJECT; 10.0.0.0/30 OK                | 10.0.0.0 10.0.0.2/31",
        "postfix-cidr       | if 10.0.0.0/30; !10.0.0.1 OK; endif; 10.0.0.0/24 DUNNO | 10.0.0.0 10.0.0.2/31",
        "postfix-cidr       | [2001:db8::]/32 RELAY; [::1] OK; [2001:db9::/32] OK   | ::1 2001:db8::/31",
        "exim               | 127.0.0.1 : ::::1 : 192.168.0.0/16             | ::1 127.0.0.1 192.168.0.0/16",
        "exim               | <, !10.0.0.1 , 10.0.0.0/31                     | 10.0.0.0",
        "exim               | hostlist relay = <+ *                          | ::/0 0.0.0.0/0",
        "exchange           | {10.0.0.0-10.0.0.255, 192.168.1.7/24, ::1}     | ::1 10.0.0.0/24 192.168.1.0/24",
        "exchange           | 10.0.0.9(255.255.255.0)                        | 10.0.0.0/24",
        "hmailserver        | LowerIP,UpperIP,Priority,AllowRelay; 10.0.0.0,10.0.0.7,10,1; 10.0.0.4,10.0.0.7,20,0 | 10.0.0.0/30",
      })
  void is_read_to_the_smallest_set_of_networks(String format, String text, String networks) {
    String permits = ImportFormat.named(format).permitList(lines(format, text));
    assertThat(permits.strip().replace("\n", " ")).isEqualTo(networks);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pmail              | PASS HOST example.jp             | 1 | host's name",
        "pmail              | PASS IP 192.*.1.1                | 1 | stars stand",
        "pmail              | PASS IP 1*.0.0.0                 | 1 | octet",
        "pmail              | REJECT IPS 192.0.2.1             | 1 | IPS takes",
        "pmail              | REJECT IPS 222.111.33.48 222.111.255.240 | 1 | not contiguous",
        "postfix-mynetworks | 10.0.0.0/8 $relay_domains        | 1 | not expanded",
        "postfix-mynetworks | 10.0.0.0/8; /etc/postfix/nets    | 2 | a file is not read",
        "postfix-mynetworks | hash:/etc/postfix/nets           | 1 | look-up table",
        "postfix-mynetworks | cidr:/etc/postfix/nets           | 1 | postfix-cidr",
        "postfix-mynetworks | ::1/128                          | 1 | brackets",
        "postfix-mynetworks | 10.0.0.1/8                       | 1 | write 10.0.0.0/8",
        "postfix-mynetworks | [::ffff:10.0.0.1]                | 1 | IPv4-mapped",
        "postfix-mynetworks | mail.example.jp                  | 1 | four octets",
        "postfix-mynetworks | 10.0.0.0/8 ! 10.1.0.0/16         | 1 | at once",
        "postfix-cidr       | 10.0.0.0/8                       | 1 | result is missing",
        "postfix-cidr       | 10.0.0.0/8 PREPEND X-A: b        | 1 | does not say",
        "postfix-cidr       | if 10.0.0.0/8                    | 1 | no endif",
        "postfix-cidr       | 10.0.0.0/8 OK; endif             | 2 | no if",
        "postfix-cidr       | 10.0.0.1/8 OK                    | 1 | has host bits",
        "exim               | localhost                        | 1 | host's name",
        "exim               | 10.0.0.1 : net-lsearch;/etc/x    | 1 | look-ups",
        "exim               | +other                           | 1 | named list",
        "exim               | @[]                              | 1 | own addresses",
        "exim               | 10.0.0.1 : /etc/hosts            | 1 | a file is not read",
        "exchange           | 10.0.0.9-10.0.0.1                | 1 | ends before it begins",
        "exchange           | {10.0.0.1, 10.0.0.2...}          | 1 | cut off",
        "exchange           | 10.0.0.1-::1                     | 1 | one kind",
        "hmailserver        | <Backup/>                        | 1 | no SecurityRange",
        "hmailserver        | <Backup>                         | 1 | well-formed",
        "hmailserver        | <a><SecurityRange LowerIP='10.0.0.1' UpperIP='10.0.0.2' Priority='x' Options='513'/></a> | 1 | not a number",
        "hmailserver        | <a><SecurityRange LowerIP='10.0.0.1' UpperIP='10.0.0.2' Priority='1' Options='513' Expires='1'/></a> | 1 | expires",
        "hmailserver        | Name;LowerIP                     | 1 | the first line names",
      })
  void what_can_t_be_read_is_refused_with_its_line(
      String format, String text, int line, String reason) {
    ImportFormat read = ImportFormat.named(format);
    String lines = text.startsWith("<a>") ? text : lines(format, text);
    ListRejectedException refused =
        catchThrowableOfType(ListRejectedException.class, () -> read.permitList(lines));
    assertThat(refused.errors())
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error.line()).isEqualTo(line);
              assertThat(error.reason()).contains(reason);
            });
  }

  /** Semicolons of the table above are line ends, but in Exim's lists. */
  private static String lines(String format, String text) {
    return format.equals("exim") ? text : text.replaceAll(";\\s*", "\n");
  }

  @Test
  void every_bad_line_is_told_and_lines_are_counted_over_continuations_and_comments() {
    ListRejectedException refused =
        catchThrowableOfType(
            ListRejectedException.class,
            () ->
                ImportFormat.EXIM.permitList(
                    "# relay\nhostlist relay_from_hosts = 10.0.0.1 : \\\n  nobody : \\\n 10.0.0.300\n"));
    assertThat(refused.errors())
        .extracting(error -> error.line() + " " + error.text())
        .containsExactly("3 nobody", "4 10.0.0.300");
  }

  @Test
  void an_entity_of_a_backup_is_not_resolved() {
    String xml =
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a><SecurityRange Name=\"&x;\"/></a>";
    assertThatThrownBy(() -> ImportFormat.HMAILSERVER.permitList(xml))
        .isInstanceOf(ListRejectedException.class);
  }

  @Test
  void pmail_s_filters_become_a_connection_list_in_their_order() {
    assertThat(
            ImportFormat.PMAIL.connectionList(
                "1 PASS IP 192.168.*.*\r\n# x\n2 REJECT IPR 192.0.2.1 192.0.2.2\nALLOW 192.0.2.0,255.255.255.0\n"))
        .isEqualTo(
            "UNCONDITIONAL 192.168.0.0/16\nDENY 192.0.2.1\nDENY 192.0.2.2\nALLOW 192.0.2.0/24\n");
    assertThatThrownBy(() -> ImportFormat.PMAIL.connectionList("192.0.2.1"))
        .isInstanceOf(ListRejectedException.class);
    assertThatThrownBy(() -> ImportFormat.EXIM.connectionList("192.0.2.1"))
        .isInstanceOf(UnacceptableException.class);
  }

  @Test
  void an_unknown_format_is_told_with_those_there_are() {
    assertThatThrownBy(() -> ImportFormat.named("sendmail"))
        .isInstanceOf(UnacceptableException.class)
        .hasMessageContaining("postfix-mynetworks");
  }
}
