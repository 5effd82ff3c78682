package org.chukei.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class NetworkListTest {

  @Test
  void the_notations_may_be_mixed_and_blank_lines_and_comments_do_not_count() {
    String text =
        """
        # our office
        192.168.0.100,255.255.255.255

        \t192.168.1.1,255.255.255.0 \t# the printers
        192.168.2.0/24#no space needed
        ::1/128\r
           \t
        10.0.0.7""";
    assertThat(NetworkList.permits(text))
        .extracting(entry -> entry.line() + " " + entry.network())
        .containsExactly(
            "2 192.168.0.100", "4 192.168.1.0/24", "5 192.168.2.0/24", "6 ::1", "8 10.0.0.7");
  }

  @Test
  void the_empty_text_is_the_empty_list() {
    assertThat(NetworkList.permits("")).isEmpty();
    assertThat(NetworkList.connections("# nothing\n\n")).isEmpty();
  }

  @Test
  void every_bad_line_is_told_with_its_number_its_text_and_the_reason() {
    ListRejectedException rejected =
        catchThrowableOfType(
            ListRejectedException.class,
            () -> NetworkList.permits("10.0.0.1\n10.1\n\n*  # all\r\n10.0.0.0/33\n10.0.0.2"));
    assertThat(rejected.errors()).extracting(ListError::line).containsExactly(2, 4, 5);
    assertThat(rejected.errors())
        .extracting(ListError::text)
        .containsExactly("10.1", "*  # all", "10.0.0.0/33");
    assertThat(rejected.errors()).extracting(ListError::reason).noneMatch(String::isBlank);
    assertThat(rejected.getMessage()).contains("line 2: '10.1': ");
  }

  @Test
  void a_full_width_space_is_a_mistake_to_be_shown() {
    ListRejectedException rejected =
        catchThrowableOfType(
            ListRejectedException.class, () -> NetworkList.permits("\u300010.0.0.1"));
    assertThat(rejected.errors()).hasSize(1);
  }

  @Test
  void two_networks_on_a_line_are_a_mistake() {
    ListRejectedException rejected =
        catchThrowableOfType(
            ListRejectedException.class, () -> NetworkList.permits("10.0.0.1 10.0.0.2"));
    assertThat(rejected.errors()).hasSize(1);
  }

  @Test
  void a_connection_entry_is_an_action_in_any_case_and_a_network() {
    String text = "DENY 10.0.0.1\nallow\t 10.0.0.0/24 # x\nUnconditional ::1";
    assertThat(NetworkList.connections(text))
        .extracting(ConnectionEntry::text)
        .containsExactly("DENY 10.0.0.1", "ALLOW 10.0.0.0/24", "UNCONDITIONAL ::1");
  }

  @Test
  void a_connection_entry_without_action_or_network_is_told() {
    ListRejectedException rejected =
        catchThrowableOfType(
            ListRejectedException.class,
            () -> NetworkList.connections("10.0.0.1\nDENY\nPERMIT 10.0.0.1\nDENY 10.1"));
    assertThat(rejected.errors()).extracting(ListError::line).containsExactly(1, 2, 3, 4);
  }

  @Test
  void a_bad_line_is_shown_shortened() {
    ListRejectedException rejected =
        catchThrowableOfType(
            ListRejectedException.class, () -> NetworkList.permits("x".repeat(5_000)));
    assertThat(rejected.errors().get(0).text()).hasSizeLessThan(250);
  }
}
