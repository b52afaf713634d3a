package kr.dure.billing.internal.payment;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kr.dure.document.SheetReader.Row;

/** Which column of a bank's statement is which, told by its headings. */
final class StatementColumns {
    /** What a column can mean, each with the headings that banks give it, the surest first. */
    enum Meaning {
        DATE("거래일시", "거래일자", "거래일", "입금일시", "입금일자", "입금일", "거래날짜", "일자", "날짜", "일시", "date", "transactiondate"),
        TIME("거래시간", "거래시각", "입금시간", "시간", "시각", "time"),
        DEPOSIT("입금액", "입금금액", "맡기신금액", "입금", "받으신금액", "credit", "deposit", "creditamount"),
        AMOUNT("거래금액", "금액", "amount"),
        DIRECTION("입출금구분", "거래구분", "구분", "입출구분", "입금/출금", "type"),
        DEPOSITOR(
                "입금자명",
                "입금자",
                "입금인",
                "의뢰인",
                "의뢰인/수취인",
                "의뢰인수취인",
                "보낸분/받는분",
                "보낸분",
                "보내는분",
                "송금인",
                "거래처",
                "기재내용",
                "거래내용",
                "내용",
                "적요",
                "depositor",
                "sender",
                "description"),
        MEMO("받는통장표시내용", "내통장표시", "내통장표시내용", "통장메모", "송금메모", "메모", "비고", "거래메모", "memo", "remark", "reference"),
        SUMMARY("적요", "거래내용", "내용", "기재내용"),
        BALANCE("거래후잔액", "잔액", "남은금액", "balance"),
        NUMBER("거래번호", "거래고유번호", "전문번호", "일련번호", "transactionid");

        private final List<String> headings;

        Meaning(String... headings) {
            this.headings = List.of(headings);
        }
    }

    private final Map<Meaning, Integer> columns;

    private StatementColumns(Map<Meaning, Integer> columns) {
        this.columns = columns;
    }

    /** The columns, if {@code row} is the line of headings: a date and an amount that came in are needed. */
    static Optional<StatementColumns> of(Row row) {
        List<String> headings = new ArrayList<>();
        row.cells().forEach(cell -> headings.add(plain(cell.text())));
        Map<Meaning, Integer> columns = new HashMap<>();
        for (Meaning meaning : Meaning.values()) {
            meaning.headings.stream()
                    .map(headings::indexOf)
                    .filter(index -> index >= 0)
                    .filter(index -> meaning != Meaning.SUMMARY || !index.equals(columns.get(Meaning.DEPOSITOR)))
                    .findFirst()
                    .ifPresent(index -> columns.put(meaning, index));
        }
        boolean amount = columns.containsKey(Meaning.DEPOSIT)
                || columns.containsKey(Meaning.AMOUNT) && columns.containsKey(Meaning.DIRECTION);
        return columns.containsKey(Meaning.DATE) && amount
                ? Optional.of(new StatementColumns(columns))
                : Optional.empty();
    }

    /** Where the column stands, or -1. */
    int index(Meaning meaning) {
        return columns.getOrDefault(meaning, -1);
    }

    private static String plain(String heading) {
        return Normalizer.normalize(heading, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace("(원)", "")
                .replace("(krw)", "")
                .replaceAll("[\\s_:*]", "");
    }
}
