package kr.dure.billing.internal;

import java.util.Locale;
import kr.dure.billing.internal.pricing.PricePolicy;
import kr.dure.product.AppDescription.Price;
import kr.dure.product.Text;

/** What a price means, in a sentence or two. */
final class ChargingTexts {
    private ChargingTexts() {}

    static Text of(String product, Price price) {
        Text text = text(price);
        return PricePolicy.FREE_WITH_GROUPWARE.contains(product)
                ? new Text(text.ko() + " 그룹웨어를 쓰는 동안은 무료입니다.", text.en() + " Free while you have groupware.")
                : text;
    }

    private static Text text(Price price) {
        String won = String.format(Locale.ROOT, "%,d", price.won());
        return switch (price.basis()) {
            case ACCOUNT ->
                new Text(
                        "계정마다 한 달 " + won + "원(부가세 별도)이며, 켠 날부터 하루 단위로 나누어 청구합니다.",
                        won + " won per account and month before VAT, charged by day from the day it is switched on.");
            case USE ->
                new Text(
                        "켜는 것은 무료이고, 한 건에 " + won + "원(부가세 별도)입니다.",
                        "Switching it on costs nothing; each use costs " + won + " won before VAT.");
            case ITEM ->
                price.won() == 0
                        ? new Text("무료입니다.", "Free of charge.")
                        : new Text(
                                "켜는 것은 무료이고, 하나에 한 달 " + won + "원(부가세 별도)입니다. 신청한 날부터 없앤 날까지 하루 단위로"
                                        + " 나누어 다음 달에 청구합니다.",
                                "Switching it on costs nothing; each costs " + won
                                        + " won a month before VAT, by day from"
                                        + " the day it is applied for to the day it is removed, on the next month's"
                                        + " invoice.");
        };
    }
}
