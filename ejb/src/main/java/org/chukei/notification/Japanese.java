package org.chukei.notification;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.chukei.delivery.Outcome;

/** Notices in Japanese. */
final class Japanese implements Wording {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu年M月d日 H時mm分 (協定世界時)", Locale.JAPANESE)
          .withZone(ZoneOffset.UTC);

  @Override
  public List<String> opening(NoticeFacts facts) {
    String speaker = "こちらは " + facts.hostname() + " のメールシステムです。";
    if (facts.isDoubleBounce()) {
      return List.of(
          speaker,
          "",
          "メール管理者(postmaster)の方へ: このサーバーから差出人への通知を、",
          "次の宛先に届けることができませんでした。ほかに知らせる相手がいないため、お知らせします。");
    }
    return switch (facts.kind()) {
      case FAILURE ->
          List.of(
              speaker, "", "お送りいただいたメールを、次の宛先にお届けできませんでした。今後の再送は行いません。", "ここに挙げていない宛先には影響ありません。");
      case DELAY ->
          List.of(
              speaker,
              "",
              "お送りいただいたメールを、次の宛先にまだお届けできていません。",
              date(facts.giveUpAt()) + "まで再送を続けますので、",
              "送り直していただく必要はありません。");
      case SUCCESS -> List.of(speaker, "", "ご依頼により、メールの配送結果をお知らせします。");
    };
  }

  @Override
  public String standing(NoticeKind kind, Outcome outcome) {
    String server = "相手先のメールサーバー " + outcome.relay() + " ";
    if (outcome instanceof Outcome.Delivered delivered) {
      return switch (delivered.to()) {
        case MAILBOX -> "メールボックスに届けました。";
        case MAILBOXES -> "この宛先に登録されているすべてのメールボックスに届けました。";
        case NEXT_HOP, REPORTING_NEXT_HOP ->
            server + "に引き渡しました。このサーバーは配送結果を通知しないため、以後のお知らせはないことがあります。 応答は次のとおりです。";
      };
    }
    boolean waited = outcome instanceof Outcome.Deferred;
    if (kind == NoticeKind.DELAY) {
      return outcome.remote()
          ? server + "が受け取りを見合わせています。 応答は次のとおりです。"
          : "まだ相手先に引き渡せていません。 理由は次のとおりです。";
    }
    if (outcome.remote()) {
      return waited
          ? server + "が受け取りを見合わせたまま、配送の期限になりました。 最後の応答は次のとおりです。"
          : server + "が受け取りを拒否しました。 応答は次のとおりです。";
    }
    return waited
        ? "期限までに相手先へ引き渡すことができませんでした。 最後の理由は次のとおりです。"
        : "当メールシステムで、お届けできないと判断しました。 理由は次のとおりです。";
  }

  @Override
  public String advice(Advice advice) {
    return switch (advice) {
      case CHECK_THE_ADDRESS -> "宛先のアドレスに誤りがないかお確かめください。 正しい場合は、別の方法で受取人の方にお問い合わせください。";
      case MAILBOX_IS_FULL -> "受取人のメールボックスに空きがありません。 時間をおいて送り直すか、別の方法でご連絡ください。";
      case MAILBOX_IS_CLOSED -> "このメールボックスは現在メールを受け取れません。 別の方法で受取人の方にご連絡ください。";
      case MAKE_IT_SMALLER -> "メールが大きすぎます。 添付ファイルを小さくするか、外してお送りください。";
      case CHECK_THE_DOMAIN -> "アドレスの @ より後ろに誤りがないかお確かめください。 正しい場合は、時間をおいて送り直してください。";
      case CHANGE_THE_FORM -> "次のメールシステムは、この形式のメールを扱えません。 テキスト形式にするなど、形式を変えてお送りください。";
      case DROP_THE_DEMAND_FOR_TLS ->
          "全経路での暗号化が指定されていますが、次のメールシステムが対応していません。 暗号化されない区間があっても差し支えなければ、指定を外して送り直してください。";
      case ASK_THE_RECIPIENT -> "運用上の方針により拒否されました。 この通知を添えて、受取人の方、または拒否したシステムの管理者にお問い合わせください。";
      case ASK_THE_POSTMASTER -> "この通知を添えて、ご自身の組織のメール管理者(postmaster)にお問い合わせください。";
    };
  }

  @Override
  public List<String> closing(NoticeFacts facts) {
    return List.of(
        "このメールは " + date(facts.original().acceptedAt()) + "に受け付けました。",
        "受付番号(queue id)は " + facts.original().queueId() + " です。",
        facts.returned().isWhole()
            ? "プログラム向けの報告と、元のメールを添付しています。"
            : "プログラム向けの報告と、元のメールのヘッダーを添付しています。");
  }

  private static String date(Instant instant) {
    return DATE.format(instant);
  }
}
